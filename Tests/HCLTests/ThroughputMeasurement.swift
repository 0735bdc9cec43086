import Foundation
import SourceText
import Testing

import HCL

/// No test of anything: prints megabytes a second where `KAMAE_MEASURE` asks for it.
///
///     KAMAE_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter ThroughputMeasurement
@Suite struct ThroughputMeasurement {
    private static let isAsked = ProcessInfo.processInfo.environment["KAMAE_MEASURE"] != nil

    @Test(.enabled(if: isAsked, "set KAMAE_MEASURE to measure"))
    func parsing() {
        let file = SourceFile(path: "large.tf", text: Self.sample)
        var best = Double.infinity
        var bestFreed = Double.infinity
        var blocks = 0
        for _ in 0..<15 {
            var tree: SyntaxTree?
            let time = Self.seconds { tree = SyntaxTree.parse(file) }
            blocks = tree?.body.blocks.count ?? 0
            let freeing = Self.seconds { tree = nil }
            best = min(best, time)
            bestFreed = min(bestFreed, time + freeing)
        }
        let megabytes = Double(file.bytes.count) / 1e6
        print(
            String(
                format: "parsed %.1f MB, %d blocks: %.1f MB/s; with freeing the tree %.1f MB/s",
                megabytes, blocks, megabytes / best, megabytes / bestFreed))
    }

    @Test(.enabled(if: isAsked, "set KAMAE_MEASURE to measure"))
    func evaluating() {
        let file = SourceFile(path: "large.tf", text: Self.sample)
        let body = SyntaxTree.parse(file).body
        var best = Double.infinity
        var attributes = 0
        for _ in 0..<10 {
            attributes = 0
            let time = Self.seconds {
                let evaluator = Evaluator(file: file, scope: Everything(), session: EvaluationSession())
                for block in body.blocks {
                    for attribute in block.body.attributes {
                        _ = evaluator.evaluate(attribute.expression)
                        attributes += 1
                    }
                }
            }
            best = min(best, time)
        }
        print(String(format: "evaluated %d attributes: %.0f ns each", attributes, best / Double(attributes) * 1e9))
    }

    private struct Everything: Scope {
        func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
            .value(.unknown(reference.symbol, .beforeApply), steps: reference.steps.count)
        }
    }

    private static func seconds(_ body: () -> Void) -> Double {
        var start = timespec()
        var end = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
        body()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
        return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
    }

    /// Blocks as people write them, about 4 MB.
    private static let sample: String = {
        var text = ""
        var index = 0
        while text.utf8.count < 4_000_000 {
            index += 1
            text += """
                # Logs of service \(index)
                resource "aws_s3_bucket" "logs_\(index)" {
                  bucket        = "${var.prefix}-logs-\(index)"
                  force_destroy = false

                  tags = merge(local.common_tags, {
                    Name        = "logs \(index)"
                    Environment = var.environment
                  })
                }

                resource "aws_security_group" "web_\(index)" {
                  name   = "web-\(index)"
                  vpc_id = aws_vpc.main.id

                  ingress {
                    description = "TLS from anywhere"
                    from_port   = 443
                    to_port     = 443
                    protocol    = "tcp"
                    cidr_blocks = ["0.0.0.0/0", cidrsubnet(var.cidr, 8, \(index % 200))]
                  }

                  dynamic "egress" {
                    for_each = [for p in var.ports : p if p > 1024]
                    content {
                      from_port = egress.value
                      to_port   = var.open ? 65535 : egress.value
                      protocol  = "-1"
                    }
                  }
                }

                resource "aws_iam_policy" "read_\(index)" {
                  policy = <<-EOF
                    {
                      "Version": "2012-10-17",
                      "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "${aws_s3_bucket.logs_\(index).arn}/*" }]
                    }
                  EOF
                }


                """
        }
        return text
    }()
}
