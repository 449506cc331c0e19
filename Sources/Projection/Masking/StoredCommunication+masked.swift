extension StoredCommunication {
    /// The same with its recipient as a hint, and so in its deliveries.
    public var masked: StoredCommunication {
        var copy = self
        copy.recipient.name = recipient.name.map(PersonalDataMask.hint)
        copy.recipient.email = recipient.email.map(PersonalDataMask.recipient)
        copy.recipient.phone = recipient.phone.map(PersonalDataMask.recipient)
        for index in copy.deliveries.indices {
            copy.deliveries[index].recipient = PersonalDataMask.recipient(copy.deliveries[index].recipient)
        }
        return copy
    }
}

extension AttemptRecord {
    /// The same with its recipient as a hint.
    public var masked: AttemptRecord {
        var copy = self
        copy.recipient = PersonalDataMask.recipient(recipient)
        return copy
    }
}
