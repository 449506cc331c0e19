-- Whether a service was seen at work on this database within the last half minute.
SELECT EXISTS (SELECT FROM node WHERE seen_at > clock_timestamp() - interval '30 seconds')
