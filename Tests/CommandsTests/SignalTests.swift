import Foundation
import Testing

@Suite struct SignalTests {
    @Test func anInterruptedScanLosesNothingThatIsStored() throws {
        let folder = TestFolder()
        let content = try TestContent.make(in: folder)
        let kamae = Kamae(in: folder)
        try folder.write("code/main.tf", TestContent.queue)
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        // Long enough that the signal comes in the middle of it.
        for number in 0..<3_000 {
            try folder.write("large/\(number).yaml", "Resources: {Q: {Type: 'AWS::SQS::Queue'}, R: {Type: 'AWS::SQS::Queue'}}\n")
        }
        let run = try kamae.run(Kamae.path, ["scan", "large", "--store", "s.db"] + content) { process in
            usleep(300_000)
            kill(process.processIdentifier, SIGINT)
        }
        #expect(run.status == 130)
        #expect(run.output == "")
        let found = try kamae("find", "true", "--store", "s.db")
        #expect(found.status == 0)
        #expect(found.lines.contains("orders  AWS::SQS::Queue  -  aws_sqs_queue.orders  code/main.tf:1"))
        // The next run is not kept waiting by what the interrupted one held.
        #expect(try kamae.run(["scan", "code", "--store", "s.db"] + content).status == 1)
    }
}
