import Foundation
import Testing

@Suite struct SignalTests {
    /// SIGINT is what a terminal sends, SIGTERM what everything else does.
    @Test(arguments: [SIGINT, SIGTERM])
    func anInterruptedScanLosesNothingThatIsStored(signal: Int32) throws {
        let folder = TestFolder()
        let content = try TestContent.make(in: folder)
        let kamae = Kamae(in: folder)
        try folder.write("code/main.tf", TestContent.queue)
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        let text = "Resources: {Q: {Type: 'AWS::SQS::Queue'}, R: {Type: 'AWS::SQS::Queue'}}"
        try #require(try kamae.shell("mkdir large; for n in {1..3000}; do echo \"\(text)\" > large/$n.yaml; done").status == 0)
        // The first file that is opened says that the scan is under way; thousands are left then.
        let watch = inotify_init1(0)
        defer { close(watch) }
        try #require(watch >= 0 && inotify_add_watch(watch, folder.path + "/large/1.yaml", UInt32(IN_OPEN)) >= 0)
        let run = try kamae.run(Kamae.path, ["scan", "large", "--store", "s.db"] + content) { process in
            var request = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
            #expect(poll(&request, 1, Int32(kamae.timeLimit * 1000)) == 1)
            kill(process.processIdentifier, signal)
        }
        #expect(run.status == 128 + signal)
        #expect(run.output == "")
        let found = try kamae("find", "true", "--store", "s.db")
        #expect(found.status == 0)
        #expect(found.lines == ["orders  AWS::SQS::Queue  -  aws_sqs_queue.orders  code/main.tf:1"])
        // The next run is not kept waiting by what the interrupted one held.
        #expect(try kamae.run(["scan", "code", "--store", "s.db"] + content).status == 1)
    }
}
