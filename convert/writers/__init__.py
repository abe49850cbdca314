"""Writers: from an Edition to the bytes of some format."""
