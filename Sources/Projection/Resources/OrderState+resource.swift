public import Communications
public import OMSMessages
public import OrderModel

extension OrderState {
    /// Writes the order's read model as the API gives it: money as decimal text with its currency, times in UTC.
    ///
    /// Nothing in it depends on the order in which messages arrived, but what the decision table exempts (section 2).
    public func writeResource(
        to json: inout JSONWriter, policy: ChannelPolicy, position: (shard: Int16, position: Int64)?
    ) {
        json.object { json in
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member("is_placed", isPlaced)
            json.member("status", status.status)
            json.member("status_reason", status.reason)
            json.member("status_date", status.date)
            json.member("ordered_at", originDate.value)
            json.member("original_order_id", originalOrderID.value)
            json.member("language", language.value)
            json.member("currency", currency)
            json.member("email", customerEmail)
            json.member("is_logistics_complete", facts.logisticsComplete)
            json.member("is_cancelled", facts.cancelled)
            json.member("is_test", facts.testOrder)
            json.member(
                "lines",
                array: { json in
                    let (shipped, cancelled) = (shippedLines, cancelledLines)
                    for line in lines {
                        line.writeResource(
                            to: &json, isShipped: shipped.contains(line.lineNumber),
                            isCancelled: cancelled.contains(line.lineNumber))
                    }
                })
            json.member(
                "payments",
                array: { json in
                    for payment in payments.value ?? [] { payment.write(to: &json) }
                })
            json.member(
                "addresses",
                array: { json in
                    for address in addresses { address.complete.write(to: &json) }
                })
            json.member(
                "shipments",
                array: { json in
                    for shipment in shipments { shipment.writeResource(to: &json, handover: handover(of: shipment)) }
                })
            json.member(
                "returns",
                array: { json in
                    for entry in returns { writeReturn(entry, to: &json, policy: policy) }
                })
            json.member(
                "refunds",
                array: { json in
                    for refund in refunds { writeRefund(refund, to: &json) }
                })
            guard let position else { return }
            json.member(
                "position",
                object: { json in
                    json.member("shard", position.shard)
                    json.member("position", position.position)
                })
        }
    }

    /// Writes one return: what was authorised, received and in which condition, and the refunds linked to it.
    public func writeReturn(_ entry: ReturnState, to json: inout JSONWriter, policy: ChannelPolicy) {
        let received = Set(entry.receivedLines(approvedMeansReceived: policy.approvedMeansReceived))
        json.object { json in
            json.member("return_id", entry.id)
            json.member("rma", entry.rma)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member("status", entry.status.status)
            json.member("status_reason", entry.status.reason)
            json.member("status_date", entry.status.date)
            json.member(
                "status_history",
                array: { json in
                    for point in entry.statusHistory.points {
                        json.object { json in
                            json.member("status", point.status)
                            json.member("status_reason", point.reason)
                            json.member("status_date", point.stamp.date.map { Timestamp(microseconds: $0) })
                        }
                    }
                })
            json.member("return_tracking_carrier", entry.trackingCarrier.value)
            json.member("return_tracking_number", entry.trackingNumber.value)
            json.member("return_tracking_url", entry.trackingURL.value)
            json.member("return_tracking_label_url", entry.labelURL.value)
            json.member(
                "lines",
                array: { json in
                    for line in entry.lines {
                        json.object { json in
                            json.member("line_number", line.lineNumber)
                            json.member("id", line.id.value)
                            json.member("sku", line.sku.value)
                            json.member("authorized", line.isAuthorized)
                            json.member("received", received.contains(line.lineNumber))
                            json.member("condition", line.condition.value)
                            json.member("condition_description", line.conditionDescription.value)
                            json.member("reason", line.reason.value)
                            json.member("reason_description", line.reasonDescription.value)
                        }
                    }
                })
            json.member(
                "refunds",
                array: { json in
                    for refund in refunds where returnID(of: refund) == entry.id { json.value(refund.id) }
                })
        }
    }

    private func writeRefund(_ refund: RefundState, to json: inout JSONWriter) {
        json.object { json in
            json.member("refund_id", refund.id)
            json.member("status", refund.status.status)
            json.member("status_reason", refund.status.reason)
            json.member("status_date", refund.status.date)
            json.member("credit_note_date", refund.creditNoteDate.value)
            json.member("is_started", refund.wasStarted)
            json.member("refund_type", refund.type?.rawValue)
            json.member("refund_type_source", refund.typeSource?.rawValue)
            json.member("return_id", returnID(of: refund))
            json.member("return_link_source", refund.returnLinkSource?.rawValue)
            json.member("amount", refund.amount?.money)
            json.member("currency", currency)
            json.member("reason", refund.reason.value)
            json.member(
                "lines",
                array: { json in
                    for line in refund.lines.value ?? [] {
                        json.object { json in
                            json.member("line_number", line.lineNumber)
                            json.member("id", line.lineID)
                            json.member("amount", line.amount?.money)
                            json.member("reason", line.reason)
                            json.member("reason_description", line.reasonDescription)
                        }
                    }
                })
        }
    }
}

extension LineState {
    fileprivate func writeResource(to json: inout JSONWriter, isShipped: Bool, isCancelled: Bool) {
        json.object { json in
            json.member("line_number", self.lineNumber)
            json.member("id", self.id.value)
            json.member("product_type", self.productType.value)
            json.member("sku", self.sku.value)
            json.member("product_name", self.productName.value)
            json.member("quantity", self.quantity.value ?? 1)
            json.member("gross_amount", self.amount.value?.gross?.money)
            json.member("net_amount", self.amount.value?.net?.money)
            json.member("tax_amount", self.amount.value?.tax?.money)
            json.member("currency", self.amount.value?.currency)
            json.member("status", self.status.status)
            json.member("status_reason", self.status.reason)
            json.member("status_date", self.status.date)
            json.member("is_shipped", isShipped)
            json.member("is_cancelled", isCancelled)
            json.member("parent_line_number", self.parentLineNumber.value)
            json.member("promise_delivery_date", self.promiseDeliveryDate.value)
            json.member("pre_order_street_date", self.preOrderStreetDate.value)
        }
    }
}

extension ShipmentState {
    fileprivate func writeResource(to json: inout JSONWriter, handover: Handover) {
        json.object { json in
            json.member("shipment_id", self.id)
            json.member("method", self.method.value)
            json.member("handover", handover.rawValue)
            json.member("source_id", self.sourceID.value)
            json.member("shipped_at", self.shipmentDate.value)
            json.member(
                "lines",
                array: { json in
                    for line in self.lineNumbers { json.value(line) }
                })
            json.member(
                "packages",
                array: { json in
                    for package in self.packages.value ?? [] { package.write(to: &json) }
                })
            json.key("address")
            if let address = self.address.value { address.write(to: &json) } else { json.null() }
        }
    }
}
