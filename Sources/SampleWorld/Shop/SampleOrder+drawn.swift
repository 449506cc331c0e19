extension SampleOrder {
    /// Draws an ordinary order: one to four goods, shipping costs, sometimes a gift for somebody else.
    static func drawn(
        number: Int, channel: SalesChannel, placedAt: Int64, from random: inout SplitMix64
    ) -> SampleOrder {
        let buyer = Person.drawn(for: channel, from: &random)
        let recipient = random.chance(20) ? Person.drawn(for: channel, from: &random) : nil
        let ways = [
            ("CREDITCARD", "VISA", "NORTHPAY"), ("CREDITCARD", "MASTERCARD", "NORTHPAY"),
            ("WALLET", "PIER", "PIERPAY"), ("INVOICE", "OPEN", "OFFLINE"),
        ]
        let way = random.pick(ways)
        var order = SampleOrder(
            id: "NQ-\(number)", channel: channel, placedAt: placedAt, customerID: "C-\(1000 + random.below(90_000))",
            isGuest: random.chance(25), buyer: buyer, recipient: recipient,
            payment: Payment(
                method: way.0, submethod: way.1, gateway: way.2,
                transaction: "np_" + String(random.next() >> 40, radix: 16)),
            number: number)
        let count = [1, 1, 2, 2, 2, 3, 3, 4][random.below(8)]
        order.stock(goods: count, from: &random)
        return order
    }

    /// Fills an order with `goods` physical lines and one for shipping costs.
    mutating func stock(goods: Int, from random: inout SplitMix64) {
        lines = []
        let first = random.below(Product.catalogue.count)
        for index in 0..<goods {
            let product = Product.catalogue[(first + index * 7) % Product.catalogue.count]
            append(product, quantity: random.chance(15) ? 2 : 1, discount: random.chance(15) ? 250 : 0)
        }
        appendShipping("STANDARD", cost: 595)
    }

    /// Adds a line of goods.
    @discardableResult
    mutating func append(
        _ product: Product, type: String = "PHYSICAL", quantity: Int = 1, discount: Int = 0, parent: Int? = nil
    ) -> Int {
        let place = lines.count + 1
        lines.append(
            SampleLine(
                number: place, id: "\(number % 1_000_000)\(place)", type: type, sku: product.sku, name: product.name,
                quantity: quantity, gross: product.price * quantity - min(discount, product.price),
                taxRate: channel.taxRates[product.isReduced ? 1 : 0], parent: parent,
                discount: min(discount, product.price)))
        return place
    }

    /// Adds the line that carries the shipping costs; its sku is the shipping method.
    mutating func appendShipping(_ method: String, cost: Int) {
        lines.append(
            SampleLine(
                number: lines.count + 1, id: "SHIPPING", type: "SHIPPING", sku: method, name: "Shipping", gross: cost,
                taxRate: channel.taxRates[0]))
    }
}
