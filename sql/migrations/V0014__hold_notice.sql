-- Until when a node is telling customer service that a hold is past its deadline; nobody else tells it before.
ALTER TABLE communication ADD COLUMN notice_claimed_until timestamptz;
