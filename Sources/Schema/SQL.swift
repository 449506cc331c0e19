/// The statements of `sql/statements`, one constant a file, generated at build time.
public enum SQL {}
