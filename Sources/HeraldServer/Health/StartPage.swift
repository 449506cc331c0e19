internal import HTTPTypes

/// The page at `/`: what this is, and where to look.
enum StartPage {
    static func answer(version: String) -> Answer {
        var answer = Answer(.ok, contentType: "text/html; charset=utf-8", body: Array(html(version: version).utf8))
        answer.headers.append(
            (
                .contentSecurityPolicy,
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
            ))
        return answer
    }

    private static func html(version: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>herald</title>
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem }
        dt { font-weight: 600; margin-top: .75rem } dd { margin: 0 }
        </style>
        </head>
        <body>
        <h1>herald</h1>
        <p>Takes the messages of an order management system, keeps every one of them, and tells customers and customer
        service what they need to know. Version \(escaped(version)).</p>
        <dl>
        <dt><a href="/openapi.json">/openapi.json</a></dt><dd>what the API offers</dd>
        <dt><a href="/api/v1/orders">/api/v1/orders</a></dt><dd>orders</dd>
        <dt><a href="/api/v1/communications">/api/v1/communications</a></dt><dd>communications</dd>
        <dt><a href="/readyz">/readyz</a></dt><dd>whether this node is ready, and if not, why</dd>
        <dt><a href="/metrics">/metrics</a></dt><dd>what it counts, for Prometheus</dd>
        </dl>
        </body>
        </html>

        """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
