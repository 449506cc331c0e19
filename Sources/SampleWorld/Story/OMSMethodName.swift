/// Methods of the OMS that the sample world sends. Source: message reference, section 1.
enum OMSMethodName {
    static let created = "magento.sales.order_management.created"
    static let updated = "magento.sales.order_management.updated"
    static let lineCancelled = "magento.sales.order_management.line_cancelled"
    static let shipmentDone = "magento.logistics.fulfillment_management.customer_shipment_done"
    static let returnUpdated = "magento.postsales.return_management.updated"
    static let returnReceived = "magento.postsales.return_management.received"
    static let refundUpdated = "magento.postsales.refund_management.updated"
    static let orderReported = "magento.sales.order_management.reported"
    static let addressUpdated = "magento.sales.order_management.shipping_address_updated"
    static let attributesUpdated = "magento.sales.order_management.custom_attributes_updated"
    static let streetDateChanged = "magento.sales.preorder_management.street_date_changed"
    static let returnDuplicated = "magento.postsales.return_management.duplicated"
    static let channelUpdated = "magento.sales.saleschannel_management.updated"
}
