// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "herald",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "herald", targets: ["herald"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // MARK: Pure core: the requirement in code. No I/O, clock, logger or randomness.
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "OMSMessages", dependencies: ["CSimdJSON"]),
        .target(name: "OrderModel", dependencies: ["OMSMessages"]),
        .target(
            name: "Communications",
            dependencies: ["OMSMessages", "OrderModel", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "SampleWorld"),
        .target(name: "InternetAddresses"),
        .target(name: "Markup"),
        .target(name: "StandardWebhooks", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),

        // MARK: Storage
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Postgres", dependencies: ["CLibPQ", .product(name: "Logging", package: "swift-log")],
            swiftSettings: [.enableExperimentalFeature("Lifetimes")]),
        .target(
            name: "EmbeddedPostgres",
            dependencies: [
                "Postgres", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "Schema", dependencies: ["Postgres"], exclude: ["sql"], plugins: ["EmbedSQLPlugin"]),
        .executableTarget(name: "EmbedSQL"),
        .plugin(
            name: "EmbedSQLPlugin", capability: .buildTool(), dependencies: ["EmbedSQL"],
            path: "Sources/EmbedSQLPlugin"),
        .target(name: "HeraldMetrics"),
        .target(
            name: "EventLog",
            dependencies: [
                "CZlib", "HeraldMetrics", "OMSMessages", "Postgres", "Schema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "Projection",
            dependencies: [
                "Communications", "EventLog", "HeraldMetrics", "OMSMessages", "OrderModel", "Postgres", "Schema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "Curl", dependencies: ["CCurl", "InternetAddresses"]),
        .target(
            name: "Delivery",
            dependencies: [
                "Communications", "Curl", "HeraldMetrics", "InternetAddresses", "Markup", "OMSMessages", "OrderModel",
                "Postgres", "Projection", "SampleWorld", "Schema", "StandardWebhooks",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], exclude: ["Templates"], plugins: ["EmbedTemplatesPlugin"]),
        .executableTarget(name: "EmbedTemplates"),
        .plugin(
            name: "EmbedTemplatesPlugin", capability: .buildTool(), dependencies: ["EmbedTemplates"],
            path: "Sources/EmbedTemplatesPlugin"),

        // MARK: Service and command line
        .target(
            name: "Console",
            dependencies: [
                "Markup", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ], exclude: ["Templates"], plugins: ["EmbedTemplatesPlugin"]),
        .target(
            name: "HeraldServer",
            dependencies: [
                "CZlib", "Communications", "Console", "Delivery", "EventLog", "HeraldMetrics", "IdentityTokens",
                "InternetAddresses", "Markup", "OMSMessages", "OrderModel", "Postgres", "Projection", "Schema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "HeraldConfiguration",
            dependencies: ["Communications", "InternetAddresses", "OMSMessages", "StandardWebhooks", "Yams"]),
        .target(
            name: "IdentityTokens",
            dependencies: [
                "Curl", "OMSMessages", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "CJemalloc", linkerSettings: [.linkedLibrary("jemalloc")]),
        .executableTarget(
            name: "herald",
            dependencies: [
                "CJemalloc", "Communications", "Curl", "Delivery", "EmbeddedPostgres", "EventLog",
                "HeraldConfiguration", "HeraldServer", "HeraldMetrics", "IdentityTokens", "InternetAddresses",
                "OMSMessages",
                "OrderModel", "Postgres", "Projection", "SampleWorld", "Schema", "StandardWebhooks",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        // MARK: Tests: those without a database first, then those that start PostgreSQL.
        .target(
            name: "HeraldTesting",
            dependencies: [
                "EmbeddedPostgres", "OMSMessages", "Postgres", "SampleWorld", "Schema",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ], exclude: ["Peers/Scripts"]),
        .testTarget(name: "OMSMessagesTests", dependencies: ["CSimdJSON", "OMSMessages", "SampleWorld"]),
        .testTarget(name: "OrderModelTests", dependencies: ["OMSMessages", "OrderModel", "SampleWorld"]),
        .testTarget(
            name: "CommunicationsTests", dependencies: ["Communications", "OMSMessages", "OrderModel", "SampleWorld"]),
        .testTarget(name: "InternetAddressesTests", dependencies: ["InternetAddresses"]),
        .testTarget(name: "StandardWebhooksTests", dependencies: ["StandardWebhooks"]),
        .testTarget(
            name: "IdentityTokensTests",
            dependencies: [
                "Curl", "HeraldTesting", "IdentityTokens", "OMSMessages",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(name: "ConsoleTests", dependencies: ["Console"]),
        .testTarget(name: "SampleWorldTests", dependencies: ["OMSMessages", "SampleWorld"]),
        .testTarget(name: "HeraldConfigurationTests", dependencies: ["Communications", "HeraldConfiguration"]),
        .testTarget(name: "SchemaTests", dependencies: ["EmbedSQL", "HeraldTesting", "Postgres", "Schema"]),
        .testTarget(
            name: "EmbeddedPostgresTests",
            dependencies: [
                "EmbeddedPostgres", "HeraldTesting", "Postgres", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "HeraldMetricsTests", dependencies: ["HeraldMetrics"]),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["HeraldTesting", "Postgres", .product(name: "Logging", package: "swift-log")]),
        .testTarget(name: "CurlTests", dependencies: ["Curl", "HeraldTesting", "InternetAddresses", "OMSMessages"]),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["CZlib", "EventLog", "HeraldTesting", "OMSMessages", "Postgres", "Schema"]),
        .testTarget(
            name: "ProjectionTests",
            dependencies: [
                "Communications", "EventLog", "HeraldTesting", "OMSMessages", "OrderModel", "Postgres", "Projection",
                "SampleWorld", "Schema",
            ]),
        .testTarget(
            name: "DeliveryTests",
            dependencies: [
                "Communications", "Curl", "Delivery", "EventLog", "HeraldTesting", "InternetAddresses", "Markup",
                "OMSMessages", "OrderModel", "Postgres", "Projection", "SampleWorld", "Schema", "StandardWebhooks",
            ], exclude: ["Rendered"]),
        .testTarget(
            name: "HeraldServerTests",
            dependencies: [
                "CZlib", "Communications", "Delivery", "EventLog", "HeraldMetrics", "HeraldServer", "HeraldTesting",
                "IdentityTokens", "InternetAddresses", "OMSMessages", "OrderModel", "Postgres", "Projection",
                "SampleWorld", "Schema",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "HeraldTests",
            dependencies: [
                "EmbeddedPostgres", "HeraldTesting", "OMSMessages", "Postgres", "SampleWorld", "Schema", "herald",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// One set of rules for every Swift target: Swift 6 mode, warnings are errors, unsafe code is marked.
for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InferIsolatedConformances"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .strictMemorySafety(),
            .treatAllWarnings(as: .error),
        ]
}
