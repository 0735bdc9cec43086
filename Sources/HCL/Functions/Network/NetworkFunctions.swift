/// Address arithmetic.
enum NetworkFunctions {
    static let all: [HCLFunction] = [
        HCLFunction("cidrhost", [prefix, .init("hostnum", .number)], returns: .string) { (arguments) throws(FunctionFailure) in
            let block = try block(arguments)
            let number = try arguments.int(1)
            let hostBits = block.width - block.length
            let capacity: UInt128 = hostBits >= 128 ? .max : (1 << UInt128(hostBits)) - 1
            let distance = UInt128(number.magnitude)
            guard number < 0 ? distance - 1 <= capacity : distance <= capacity else {
                throw .invalid("a prefix of \(block.length) bits has no host \(number)", argument: 1)
            }
            let offset = number < 0 ? capacity - (distance - 1) : distance
            return .string(CIDRBlock.text(block.address | offset, width: block.width))
        },
        HCLFunction("cidrnetmask", [prefix], returns: .string) { (arguments) throws(FunctionFailure) in
            let block = try block(arguments)
            guard block.width == 32 else { throw .invalid("only IPv4 has netmasks", argument: 0) }
            return .string(CIDRBlock.text(CIDRBlock.mask(block.length, width: 32), width: 32))
        },
        HCLFunction(
            "cidrsubnet", [prefix, .init("newbits", .number), .init("netnum", .number)], returns: .string
        ) { (arguments) throws(FunctionFailure) in
            let block = try block(arguments)
            let bits = try arguments.int(1)
            let number = try arguments.int(2)
            let subnet = try subnet(block, bits: bits, number: number)
            return .string(subnet.description)
        },
        HCLFunction(
            "cidrsubnets", [prefix], variadic: .init("newbits", .number), returns: .list(.string)
        ) { (arguments) throws(FunctionFailure) in
            let block = try block(arguments)
            var results: [HCLValue] = []
            var next: UInt128 = block.address
            for index in 1..<max(arguments.count, 1) {
                let bits = try arguments.int(index)
                guard bits >= 1, bits <= block.width - block.length else {
                    throw .invalid("the prefix can't be extended by \(bits) bits", argument: index)
                }
                let length = block.length + bits
                let size: UInt128 = 1 << UInt128(block.width - length)
                let (rounded, overflow) = next.addingReportingOverflow(size - 1)
                let start = rounded & ~(size - 1)
                let mask = CIDRBlock.mask(block.length, width: block.width)
                guard !overflow, results.isEmpty || next != 0, start & mask == block.address else {
                    throw .invalid("there is not enough address space left", argument: index)
                }
                results.append(.string(CIDRBlock(address: start, length: length, width: block.width).description))
                let (after, end) = start.addingReportingOverflow(size)
                next = end ? 0 : after
            }
            return .list(results)
        },
    ]

    private static let prefix = HCLFunction.Parameter("prefix", .string)

    private static func block(_ arguments: FunctionArguments) throws(FunctionFailure) -> CIDRBlock {
        let text = try arguments.string(0)
        guard let block = CIDRBlock(text) else { throw .invalid("\"\(text)\" is no CIDR block", argument: 0) }
        return block
    }

    private static func subnet(
        _ block: CIDRBlock, bits: Int, number: Int
    ) throws(FunctionFailure) -> CIDRBlock {
        guard bits >= 0, bits <= block.width - block.length else {
            throw .invalid("a prefix of \(block.length) bits can't be extended by \(bits)", argument: 1)
        }
        let count: UInt128 = bits >= 128 ? .max : 1 << UInt128(bits)
        guard number >= 0, UInt128(number) < count else {
            throw .invalid("\(bits) bits hold no subnet \(number)", argument: 2)
        }
        let shift = block.width - block.length - bits
        let offset = shift >= 128 ? 0 : UInt128(number) << UInt128(shift)
        return CIDRBlock(address: block.address | offset, length: block.length + bits, width: block.width)
    }
}
