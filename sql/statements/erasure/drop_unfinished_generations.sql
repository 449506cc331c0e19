-- Throws away generations that a rebuild died over: nobody will ever read what they hold.
SELECT drop_generation(generation) FROM generation WHERE status IN ('building', 'failed')
