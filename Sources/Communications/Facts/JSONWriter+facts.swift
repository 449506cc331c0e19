import OMSMessages
import OrderModel

// What templates may use, written alike for every kind. Money is decimal text, times are UTC.
extension JSONWriter {
    /// The order itself, as every communication knows it.
    mutating func writeOrder(_ state: OrderState, _ policy: ChannelPolicy) {
        member("sales_channel", state.salesChannel)
        member("order_id", state.orderID)
        member("currency", state.currency)
        member("shop_name", policy.shop.name)
        member("order_link", ShopDetails.link(policy.shop.orderLink, ["order": state.orderID]))
    }

    /// Lines of an order, with what was planned for them or what became of them.
    mutating func writeLines(_ numbers: [Int], _ state: OrderState, withBackorder: Bool) {
        let cancelled = state.cancelledLines
        array { json in
            for number in numbers {
                let line = state.line(number)
                json.object { json in
                    json.writeProduct(number, line)
                    json.member("amount", line?.amount.value?.gross?.money)
                    json.member("is_cancelled", cancelled.contains(number))
                    guard withBackorder else { return }
                    json.member("is_backorder", line?.isBackorder ?? false)
                    json.member("expected_at", line?.backorderDate)
                }
            }
        }
    }

    /// A line of a shipment; its item knows what no snapshot may have told yet.
    mutating func writeShippedLine(_ number: Int, _ shipment: ShipmentState, _ state: OrderState) {
        let item = shipment.items.value?.first { $0.lineNumber == number }
        object { json in
            json.writeProduct(number, state.line(number), sku: item?.sku, name: item?.name)
            json.member("promised_at", state.line(number)?.promiseDeliveryDate.value)
        }
    }

    mutating func writePackage(_ package: ShipmentMessage.Package, _ state: OrderState) {
        object { json in
            json.member("carrier", package.carrier)
            json.member("tracking_number", package.trackingNumber)
            json.member("tracking_link", package.trackingLink)
            json.member("tracking_comment", package.trackingComment)
            json.member(
                "lines",
                array: { json in
                    for line in package.items { json.value(line) }
                })
        }
    }

    mutating func writeReturnLine(_ number: Int, _ current: ReturnState, _ state: OrderState, outcome: String?) {
        let line = current.line(number)
        object { json in
            json.writeProduct(number, state.line(number), sku: line?.sku.value)
            json.member("reason", line?.reasonDescription.value ?? line?.reason.value)
            guard let outcome else { return }
            json.member("outcome", outcome)
            json.member("condition", line?.conditionDescription.value ?? line?.condition.value?.raw)
        }
    }

    mutating func writeRefundLine(_ line: RefundMessage.Line, _ state: OrderState) {
        let number =
            line.lineNumber ?? line.lineID.flatMap { id in state.lines.first { $0.id.value == id }?.lineNumber }
        object { json in
            if let number {
                json.writeProduct(number, state.line(number))
            } else {
                json.member("line_number", Int?.none)
            }
            json.member("amount", line.amount?.money)
            json.member("reason", line.reasonDescription ?? line.reason)
        }
    }

    mutating func writeAddress(_ address: Address) {
        object { json in
            json.member("name", address.fullName)
            json.member("address1", address.address1)
            json.member("address2", address.address2)
            json.member("zip", address.zip)
            json.member("city", address.city)
            json.member("state", address.state)
            json.member("country_code", address.countryCode)
        }
    }

    private mutating func writeProduct(
        _ number: Int, _ line: LineState?, sku: String? = nil, name: String? = nil
    ) {
        member("line_number", number)
        member("sku", line?.sku.value ?? sku)
        member("name", line?.productName.value ?? name ?? line?.sku.value ?? sku)
        member("quantity", line?.quantity.value ?? 1)
        member("image_link", line?.imageURL.value)
        member("product_link", line?.productURL.value)
    }
}
