import ArgumentParser
import Commands

@main
struct Program {
    static func main() async {
        await Kamae.main(nil)
    }
}
