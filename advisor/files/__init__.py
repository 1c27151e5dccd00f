"""TOML in and out: rules and profiles, with every fault told where it stands."""
