/// What North Quay sells.
struct Product: Sendable {
    var sku: String
    var name: String
    /// Gross price in cents.
    var price: Int
    /// Whether the reduced tax rate applies (food, books).
    var isReduced = false

    var slug: String { sku.lowercased() }

    static let catalogue = [
        Product(sku: "KETTLE-ENAMEL-18", name: "Enamel kettle 1.8 l", price: 5950),
        Product(sku: "TEA-OOLONG-250", name: "Oolong tea 250 g", price: 2140, isReduced: true),
        Product(sku: "LAMP-HARBOUR-S", name: "Harbour lamp, small", price: 11900),
        Product(sku: "SKILLET-IRON-12", name: "Iron skillet 12\"", price: 7490),
        Product(sku: "BLANKET-WOOL-GREY", name: "Wool blanket, grey", price: 13900),
        Product(sku: "MUG-STONE-SET4", name: "Stoneware mugs, set of 4", price: 4480),
        Product(sku: "BOOK-TIDES", name: "The Book of Tides", price: 2400, isReduced: true),
        Product(sku: "COFFEE-QUAY-1000", name: "Quay roast 1 kg", price: 2790, isReduced: true),
        Product(sku: "KNIFE-OYSTER", name: "Oyster knife", price: 3250),
        Product(sku: "ROPE-MAT-60", name: "Rope doormat 60 cm", price: 4900),
        Product(sku: "CLOCK-TIDE-OAK", name: "Tide clock, oak", price: 18900),
        Product(sku: "SOAP-SEAWEED-3", name: "Seaweed soap, 3 bars", price: 1290),
        Product(sku: "SWEATER-GANSEY-M", name: "Gansey sweater M", price: 15900),
        Product(sku: "BAROMETER-BRASS", name: "Brass barometer", price: 24900),
        Product(sku: "CHAIR-DECK-TEAK", name: "Teak deck chair", price: 32900),
        Product(sku: "LANTERN-LED-RED", name: "Red signal lantern", price: 6990),
        Product(sku: "SALT-FLAKES-500", name: "Sea salt flakes 500 g", price: 990, isReduced: true),
        Product(sku: "CANDLE-AMBER", name: "Amber candle", price: 1850),
        Product(sku: "BAG-CANVAS-40", name: "Canvas bag 40 l", price: 8900),
        Product(sku: "PRINT-CHART-A2", name: "Sea chart print A2", price: 3900),
    ]
    static let downloads = [
        Product(sku: "EBOOK-KNOTS", name: "Fifty knots (e-book)", price: 1490, isReduced: true),
        Product(sku: "GIFTCARD-50", name: "Gift card 50", price: 5000),
        Product(sku: "AUDIO-SHANTIES", name: "Shanties (audio)", price: 1190),
    ]
}
