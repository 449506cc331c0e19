extension Lifecycle {
    /// Orders that ship, in every way the fulfilment of the OMS knows.
    static let shipmentRows: [Row] = [
        Row(.singleParcel, weight: 120, "Everything leaves in one parcel.", expects: [.confirmation, .shipments()]) {
            $0.placed()
            $0.ship($0.order.goods)
            $0.completed()
        },
        Row(
            .splitOverSources, weight: 16, "Two or three sources ship a part each, with several carriers.",
            expects: [.confirmation, .shipments(2...3)]
        ) { story in
            story.ensureGoods(2 + story.random.below(2))
            story.placed()
            for (index, line) in story.order.goods.enumerated() where index < 2 {
                story.ship([line], source: index, parcels: [Parcel(lines: [line], carrier: index)])
                story.wait(hours: 1...30)
                if index == 0 { story.updated("PARTIALLY_COMPLETE", nil) }
                story.wait(minutes: 1...5)
            }
            let rest = Array(story.order.goods.dropFirst(2))
            if !rest.isEmpty { story.ship(rest, source: 2, parcels: [Parcel(lines: rest, carrier: 2)]) }
            story.completed()
        },
        Row(
            .severalPackages, weight: 12, "One shipment of several packages; the last has a carrier but no number.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.ensureGoods(3)
            story.placed()
            let goods = story.order.goods
            let parcels = goods.enumerated().map { index, line in
                Parcel(
                    lines: [line], carrier: index, isTracked: index + 1 < goods.count,
                    comment: index == 0 ? "Leave with neighbour" : nil)
            }
            story.ship(goods, parcels: parcels)
            story.completed()
        },
        Row(
            .noTracking, weight: 8, "A shipment without carrier, tracking or request id; sometimes without packages.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.placed()
            let goods = story.order.goods
            let parcels = story.random.chance(50) ? [] : [Parcel(lines: goods, carrier: nil)]
            story.ship(goods, parcels: parcels, identity: .none)
            story.completed()
        },
        Row(
            .deprecatedShipmentID, "A shipment known by the deprecated shipment id alone.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.placed()
            $0.ship($0.order.goods, identity: .shipmentID)
            $0.completed()
        },
        Row(
            .amendedShipment, "The same shipment is told twice; the second time with its tracking number.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.placed()
            let goods = story.order.goods
            let date = story.clock
            story.ship(goods, parcels: [Parcel(lines: goods, isTracked: false)])
            story.wait(hours: 1...6)
            story.amendShipment(goods, date: date, parcels: [Parcel(lines: goods)])
            story.completed()
        },
        Row(
            .shippedAfterComplete, weight: 8, "COMPLETE is told before the shipment, as one simulator does.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.placed()
            let date = story.clock
            story.mark(story.order.goods, "SHIPPED", "OSREPORT")
            story.completed()
            story.wait(minutes: 1...9)
            story.ship(story.order.goods, date: date)
        },
        Row(
            .backorder, weight: 12, "One line is promised for later and ships by itself.",
            expects: [.confirmation, .shipments(2...2)]
        ) { story in
            story.ensureGoods(2)
            let late = story.order.goods.count
            story.order[late].allowsBackorder = true
            story.order[late].promisedFor = story.clock / Moment.day * Moment.day + 12 * Moment.day
            story.placed()
            story.ship(Array(story.order.goods.dropLast()))
            story.wait(minutes: 2...9)
            story.updated("PARTIALLY_COMPLETE", nil)
            story.wait(days: 5...9)
            story.ship([late])
            story.completed()
        },
        Row(
            .preOrder, "A pre-ordered line; its street date moves, which concerns no order by name.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.order[1].streetDate = story.clock / Moment.day * Moment.day + 7 * Moment.day
            story.placed()
            story.streetDateChanged(of: 1, to: story.clock / Moment.day * Moment.day + 10 * Moment.day)
            story.wait(days: 8...10)
            story.ship(story.order.goods)
            story.completed()
        },
        Row(
            .shipToStore, weight: 6, "Goods move to a shop, where the customer collects them.",
            expects: [.confirmation, .shipments(1...1, "suppressed:store_transfer")]
        ) { story in
            story.shipBy("SHIPTOSTORE")
            story.placed()
            story.ship(story.order.goods, method: story.random.chance(50) ? "STS" : "SHIPTOSTORE")
            story.wait(hours: 6...40)
            story.mark(story.order.goods, "PICKREADY", "ITEM_PENDING_PICKING")
            story.updated("PICKREADY", "ITEM_PENDING_PICKING")
            story.wait(hours: 6...40)
            story.mark(story.order.goods, "SHIPPED", "OSREPORT")
            story.completed()
        },
        Row(
            .collectedInStore, weight: 6, "The customer collects in a shop that had the goods.",
            expects: [.confirmation, .shipments(1...1, "suppressed:collected_in_store")]
        ) { story in
            story.shipBy("ISPU")
            story.placed()
            story.mark(story.order.goods, "PICKREADY", "ITEM_PENDING_PICKING")
            story.updated("PICKREADY", "ITEM_PENDING_PICKING")
            story.wait(hours: 3...30)
            story.ship(story.order.goods, source: 2, parcels: [])
            story.completed()
        },
        Row(
            .preShipped, "Goods were handed over before; the flow runs for the record.",
            expects: [.confirmation, .shipments(1...1, "suppressed:nothing_shipped")]
        ) { story in
            story.shipBy("PRESHIPPED")
            story.placed()
            story.ship(story.order.goods, parcels: [])
            story.completed()
        },
        Row(
            .virtualOnly, weight: 6, "Downloads and gift cards: nothing to carry.",
            expects: [.confirmation, .shipments(1...1, "suppressed:nothing_shipped")]
        ) { story in
            story.order.lines = []
            for product in Product.downloads.prefix(1 + story.random.below(3)) {
                story.order.append(product, type: product.sku.hasPrefix("GIFT") ? "SERVICE" : "VIRTUAL")
            }
            story.placed()
            story.ship(story.order.goods, parcels: [])
            story.completed()
        },
        Row(
            .bundle, weight: 6, "A bundle priced at zero, whose parts carry the money.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.order.lines = []
            let kit = Product(sku: "BUNDLE-BREAKFAST", name: "Breakfast on the quay", price: 0)
            let bundle = story.order.append(kit, type: "BUNDLE")
            for product in Product.catalogue.prefix(2) { story.order.append(product, parent: bundle) }
            story.order.appendShipping("STANDARD", cost: 595)
            story.placed()
            story.ship(story.order.goods)
            story.completed()
        },
        Row(.giftWrap, "One line is wrapped, which is a service line.", expects: [.confirmation, .shipments()]) {
            story in
            story.order.lines.removeLast()
            let wrap = Product(sku: "SERVICE-GIFTWRAP", name: "Gift wrap", price: 350)
            story.order.append(wrap, type: "SERVICE", parent: 1)
            story.order.appendShipping("STANDARD", cost: 595)
            story.placed()
            story.ship(story.order.goods)
            story.completed()
        },
    ]
}

extension Story {
    /// Gives the order at least `count` physical lines.
    mutating func ensureGoods(_ count: Int) {
        guard order.goods.count < count else { return }
        var draws = random
        order.stock(goods: count, from: &draws)
        random = draws
    }

    /// Sets the shipping method the customer chose.
    mutating func shipBy(_ method: String) {
        guard let line = order.shippingLine else { return }
        order[line.number].sku = method
        if method != "EXPRESS" { order[line.number].gross = 0 }
    }
}
