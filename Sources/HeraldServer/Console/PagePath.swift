/// The paths of the console's pages about one thing.
enum PagePath {
    static func order(_ salesChannel: String, _ orderID: String) -> String {
        "/orders/" + LocalPath.encoded(salesChannel) + "/" + LocalPath.encoded(orderID)
    }

    static func communication(_ id: String) -> String { "/communications/" + id }
}
