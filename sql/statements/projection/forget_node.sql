-- Strikes a node that stops from the list.
-- $1 uuid node
DELETE FROM node WHERE node = $1
