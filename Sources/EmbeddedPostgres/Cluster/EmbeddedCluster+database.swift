extension EmbeddedCluster { func prepareDatabase() async throws {} }
