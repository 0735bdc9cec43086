import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small HTTP server on this machine that answers what a test wants, lies included.
final class LyingServer: Sendable {
    enum Reply: Sendable {
        case answer(Int, String, headers: [(String, String)] = [])
        /// Promises more bytes than it sends, and closes.
        case truncated(Int, String)
        /// Never answers.
        case hang
        /// Sends a byte now and then, without an end.
        case trickle
        /// Closes at once.
        case close
    }

    struct Request: Sendable {
        var method: String
        var uri: String
        var headers: [(String, String)]
        var body: String
    }

    typealias Handler = @Sendable (Request, _ count: Int) -> Reply

    private let channel: any Channel
    private let counter: Counter
    let port: Int

    init(_ handler: @escaping Handler) async throws {
        let counter = Counter()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                counter.connect()
                return channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Exchange(handler: handler, counter: counter))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.counter = counter
        port = channel.localAddress?.port ?? 0
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: Int { counter.requests }
    var connections: Int { counter.connections }
    /// The most requests that were open at once.
    var most: Int { counter.most }

    func stop() async { try? await channel.close().get() }

    final class Counter: Sendable {
        private let state = Mutex((requests: 0, connections: 0, open: 0, most: 0))
        var requests: Int { state.withLock { $0.requests } }
        var connections: Int { state.withLock { $0.connections } }
        var most: Int { state.withLock { $0.most } }
        func connect() { state.withLock { $0.connections += 1 } }
        func begin() -> Int {
            state.withLock {
                $0.requests += 1
                $0.open += 1
                $0.most = max($0.most, $0.open)
                return $0.requests
            }
        }
        func end() { state.withLock { $0.open -= 1 } }
    }

    private final class Exchange: ChannelInboundHandler, @unchecked Sendable {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let handler: Handler
        private let counter: Counter
        // Touched on the channel's event loop only.
        private var head: HTTPRequestHead?
        private var body = ""

        init(handler: @escaping Handler, counter: Counter) {
            self.handler = handler
            self.counter = counter
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                body = ""
            case .body(let buffer): body += String(buffer: buffer)
            case .end:
                guard let head else { return }
                let request = Request(
                    method: head.method.rawValue, uri: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: body)
                reply(handler(request, counter.begin()), context)
            }
        }

        private func reply(_ reply: Reply, _ context: ChannelHandlerContext) {
            switch reply {
            case .answer(let status, let text, let headers):
                // A moment, so that requests overlap.
                let channel = context.channel
                context.eventLoop.scheduleTask(in: .milliseconds(2)) {
                    self.counter.end()
                    self.write(status, text, headers, length: text.utf8.count, channel)
                }
            case .truncated(let status, let text):
                counter.end()
                write(status, text, [], length: text.utf8.count + 100, context.channel, closing: true)
            case .hang: counter.end()
            case .trickle:
                counter.end()
                let channel = context.channel
                channel.write(HTTPServerResponsePart.head(.init(version: .http1_1, status: .ok)), promise: nil)
                _ = context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(50)) { task in
                    guard channel.isActive else { return task.cancel() }
                    channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: " "))), promise: nil)
                }
            case .close:
                counter.end()
                context.close(promise: nil)
            }
        }

        private func write(
            _ status: Int, _ text: String, _ headers: [(String, String)], length: Int, _ channel: any Channel, closing: Bool = false
        ) {
            var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
            for header in headers { head.headers.add(name: header.0, value: header.1) }
            head.headers.add(name: "Content-Length", value: String(length))
            channel.write(HTTPServerResponsePart.head(head), promise: nil)
            channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))), promise: nil)
            if closing {
                channel.flush()
                channel.close(promise: nil)
            } else {
                channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
            }
        }
    }
}
