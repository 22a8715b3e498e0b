"""What Brazil's data protection law (LGPD) gives people: consents, their data, erasure, review by a person."""
