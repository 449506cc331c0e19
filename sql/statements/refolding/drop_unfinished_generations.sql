-- Throws away generations that a rebuild died over: they were folded without what is about to be said.
SELECT drop_generation(generation) FROM generation WHERE status IN ('building', 'failed')
