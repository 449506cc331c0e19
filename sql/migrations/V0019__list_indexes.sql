-- Communications by each of the filters of the list, newest first: also what is rare or not there is found at once.
CREATE INDEX communication_kind ON communication (kind, decided_at, id);
CREATE INDEX communication_sales_channel ON communication (sales_channel, decided_at, id);
-- What is ready to leave, and what left, has no reason that anybody looks for.
CREATE INDEX communication_reason ON communication (reason, decided_at, id) WHERE reason <> 'ready';
CREATE INDEX communication_open ON communication (status, decided_at, id)
    WHERE status IN ('pending', 'sending', 'delegated', 'acknowledged');
-- Few among all those for customers.
CREATE INDEX communication_customer_service ON communication (decided_at, id) WHERE audience = 'customer_service';
