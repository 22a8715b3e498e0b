"""The rights of users under Brazil's data protection law (LGPD): data export, erasure, and review by a person."""
