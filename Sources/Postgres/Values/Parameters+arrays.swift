extension Parameters {
    /// Appends an array from any collection, without making an `Array` of it; `nil` is a null array.
    @inlinable public mutating func append<Values: Collection>(array values: Values?)
    where Values.Element: PostgresArrayElement {
        let type = Values.Element.postgresArrayType
        guard let values else { return appendNull(type) }
        appendSlot(type) { Values.Element.encodeArray(values, into: &$0) }
    }

    /// Appends a `bytea[]` (or `text[]`) whose elements are copied once, from where they lie into the buffer.
    @inlinable public mutating func appendBytesArray(
        _ elements: some Collection<UnsafeRawBufferPointer>, as type: BytesArrayBuilder.ElementType = .bytea
    ) {
        let bytes = unsafe elements.reduce(0) { $0 + $1.count }
        encoder.reserve(24 + bytes + 4 * elements.count)
        appendBytesArray(as: type) { builder in
            var iterator = elements.makeIterator()
            while let element = unsafe iterator.next() { unsafe builder.append(element) }
        }
    }

    /// Appends a `bytea[]` (or `text[]`) element by element; the number of elements need not be known beforehand.
    @inlinable public mutating func appendBytesArray<Failure: Error>(
        as type: BytesArrayBuilder.ElementType = .bytea, _ build: (inout BytesArrayBuilder) throws(Failure) -> Void
    ) throws(Failure) {
        var builder = BytesArrayBuilder(taking: &encoder, elementType: type)
        do throws(Failure) {
            try build(&builder)
        } catch {
            encoder = builder.discard()
            throw error
        }
        let start = builder.start
        encoder = builder.finish()
        slots.append(Slot(type: type.arrayType.rawValue, offset: start, length: encoder.count - start))
    }
}
