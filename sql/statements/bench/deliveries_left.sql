-- How many deliveries are not finished.
SELECT count(*) FROM delivery WHERE status IN ('pending', 'sending')
