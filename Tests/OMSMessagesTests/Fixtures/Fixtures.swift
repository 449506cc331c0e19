/// Messages of an invented shop, one of each kind, with every field of the reference that is read.
enum Fixtures {
    static let orderCreated = """
        {"jsonrpc": "2.0", "id": "a8d0f3c2-51b7-4c1e-9b7a-0c4e2d6f7a10", "client": "seven-mills",
         "method": "magento.sales.order_management.created",
         "params": {"order": {
          "id": "SM-50012", "original_order_id": "SM-49000", "store": "MILLS_FR", "status": "NEW",
          "status_reason": "NEW_FRONTEND", "status_date": "2026-03-01T08:15:30+00:00", "ip": "192.0.2.7",
          "vat_country": "FR", "language": "fr_FR", "origin": "FRONTEND", "origin_date": "2026-03-01T09:15:00+01:00",
          "customer_service_agent": "agent.luc", "gift_message": "Bon anniversaire !",
          "customer": {"id": "K-17", "type": "REGISTERED", "segment": "B2C"},
          "addresses": [
           {"reference": "R1", "address_type": "customer", "first_name": "Odile", "last_name": "Marchetoile",
            "address1": "12 quai des Brumes", "address2": "2e étage", "city": "Lorient", "state": "BRE",
            "zip": "56100", "country_code": "FR", "phone": "+33 2 55 50 01 99", "email": "odile@poste.example",
            "latitude": "47.74", "longitude": "-3.36", "custom_attributes": [{"name": "door", "value": "B"}]},
           {"reference": "", "first_name": "Boutique", "last_name": "Centre", "email": ""}],
          "payments": [
           {"reference": "PAY1", "currency": "EUR", "transactions": [
            {"payment_method": "CREDITCARD", "payment_submethod": "VISA", "amount": 55.35,
             "billing_address_reference": "R1",
             "gateway_information": {"gateway_id": "OFFLINE", "account": "main", "transaction_id": "tx_9",
              "authorization_status": "AUTHORIZED", "original_auth_request_id": "oar-1",
              "payment_account_unique_id": "pau-1"}}]}],
          "lines": [
           {"id": "L-1", "line_number": 1, "original_line_number": 4, "parent_line_number": 2, "parent_line_id": "L-0",
            "shipping_line_number": 3, "product_type": "PHYSICAL", "sku": "FLOUR-T65", "quantity": 2,
            "product_name": "Farine T65", "image_url": "https://i.example/t65.jpg",
            "product_url": "https://s.example/t65", "shipping_address_reference": "R1", "payment_reference": "PAY1",
            "amount": {"net_amount": 42.00, "gross_amount": 50.40, "tax_amount": 8.40, "tax_rate": 20,
             "taxes": [{"type": "VAT", "amount": 8.40, "rate": 20}], "currency": "EUR"},
            "payments": [{"payment_reference": "PAY1", "net_amount": "42.00", "gross_amount": "50.40",
             "tax_amount": "8.40", "tax_rate": "20", "taxes": [{"type": "VAT", "amount": "8.40", "rate": "20"}],
             "currency": "EUR", "status": "CAPTURE_REQUESTED", "status_date": "2026-03-01T08:16:00+00:00"}],
            "promotions_info": {"original_price": 60.00,
             "promotions": [{"code": null, "name": "Spring", "discount": 9.60, "percentage": 16}]},
            "status": "NEW", "status_reason": "INITIALORDER", "status_date": "2026-03-01T08:15:31+00:00",
            "promise_delivery_date": "2026-03-20T00:00:00+00:00",
            "pre_order_street_date": "2026-03-15T00:00:00+00:00", "source_location": "SHELF-9",
            "pickup_location": "SHOP-2", "source_id": "WH-1", "mandatory_price_review": true,
            "total_source_allocations": 5, "custom_attributes": [{"name": "allowBackorders", "value": "true"}]},
           {"id": "SHIPPING", "line_number": "3", "product_type": "SHIPPING", "sku": "STANDARD",
            "amount": {"gross_amount": 4.95, "currency": "EUR"}}],
          "custom_attributes": [{"attribute_code": "x", "name": "gift", "value": ""}]}}}
        """

    static let lineCancelled = """
        {"jsonrpc":"2.0","id":"d1","method":"magento.sales.order_management.line_cancelled",\
        "params":{"order_id":"SM-50012","order_line_id":"L-1"}}
        """

    static let shipment = """
        {"jsonrpc": "2.0", "id": 771, "method": "magento.logistics.fulfillment_management.customer_shipment_done",
         "params": {"shipment": {
          "shipment_id": "", "shipment_request_id": "MILLS_FR-SM-50012-01", "store_id": "MILLS_FR",
          "order_id": "SM-50012", "source_id": "WH-1", "method": "STANDARD",
          "shipment_date": "2026-03-04 11:30:00+01:00",
          "items": [{"order_line_id": "L-1", "order_line_number": "1", "item_type": "PHYSICAL", "sku": "FLOUR-T65",
           "name": "Farine T65", "image_url": "https://i.example/t65.jpg", "product_url": "https://s.example/t65",
           "parent_order_line_number": 2, "order_line_price": {"gross_amount": "50.40"},
           "order_line_promotions_info": {"original_price": "60"}, "custom_details": [], "status": "SHIPPED",
           "status_reason": "OSREPORT", "status_date": "2026-03-04T10:30:00+00:00"}],
          "packages": [{"id": "", "items": ["1"], "carrier": "Vent du Nord ", "tracking_number": "VN-1",
           "tracking_link": "https://t.example/VN-1", "tracking_comment": "loge", "custom_attributes": [],
           "shipping_label_link": "https://l.example/1.pdf",
           "details": {"name": "box", "weight": 2.15, "weight_unit": "kg", "length": 40, "width": "30.5", "height": 20,
            "dimensions_unit": "cm"},
           "aggregated_items": [{"aggregated_line_id": "L-1", "sku": "FLOUR-T65", "quantity": "2",
            "order_lines": [1]}]}],
          "address": {"first_name": "Odile", "email": "odile@poste.example"}}}}
        """

    static let returnUpdated = """
        {"jsonrpc": "2.0", "id": "r1", "method": "magento.postsales.return_management.updated",
         "params": {"return": {
          "sales_channel_id": "MILLS_FR", "order_id": "SM-50012", "source_id": "WH-1", "user": "agent.luc",
          "rma": "RMA-7", "return_tracking_number": "RT1", "return_tracking_url": "https://t.example/RT1",
          "return_tracking_label_url": "https://l.example/RT1.pdf", "return_tracking_carrier": "Vent du Nord",
          "custom_attributes": [{"name": "a", "value": "b"}],
          "status": {"code": "REQUESTED", "name": "Requested", "reason_code": "CSRREQUEST",
           "reason_name": "Agent request", "date": "2026-03-10T10:05:00+00:00"},
          "lines": [{"id": "L-1", "line_number": 1, "sku": "FLOUR-T65", "status": "REQUESTED", "reason": "FAULTY",
           "reason_description": "Sac percé", "condition": "NOT_INSPECTED", "condition_description": "unknown"}]}}}
        """

    static let returnReceived = """
        {"jsonrpc": "2.0", "id": "r2", "method": "magento.postsales.return_management.received",
         "params": {"return": {
          "sales_channel_id": "MILLS_FR", "order_id": "SM-50012", "source_id": "WH-1", "user": "dock", "rma": "",
          "origin_date": "2026-03-12T08:31:00+01:00",
          "lines": [{"id": "L-1", "line_number": "1", "sku": "FLOUR-T65", "reason": "FAULTY"}]}}}
        """

    static let refund = """
        {"jsonrpc": "2.0", "id": "f1", "method": "magento.postsales.refund_management.updated",
         "params": {"refund": {
          "client": "seven-mills", "order_id": "SM-50012", "store_id": "WH-1", "sales_channel_id": "MILLS_FR",
          "credit_note_number": "CN-9", "credit_note_date": "2026-03-14",
          "status": {"code": "PENDING RELEASE", "name": "Pending release", "reason_code": "REQUESTED",
           "reason_name": "Requested", "date": "2026-03-14"},
          "refund_type": "Return", "rma": "RMA-7", "user": "system", "refund_reason": "FAULTY",
          "lines": [{"order_line": "1", "order_item_id": "L-1", "reason": "FAULTY", "reason_description": "Sac percé",
           "payments": [{"ref": "PAY1", "details": {"cost_gross": "50.40", "cost_net": "42.00", "cost_vat": "8.40",
            "vat_rate": "20", "vat_detail": [{"type": "VAT", "amount": "8.40", "rate": "20"}]},
            "status": {"code": "REFUNDED", "name": "Refunded"}}]}],
          "custom_attributes": {"a": "b"}}}}
        """

    static let all = [orderCreated, lineCancelled, shipment, returnUpdated, returnReceived, refund]
}
