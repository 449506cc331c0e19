/// What `sql/` says the database looks like: migrations, functions and views, generated at build time.
public enum Schema {
    /// The PostgreSQL schema that holds every object; sessions use it as their `search_path`.
    public static let name = "herald"
}
