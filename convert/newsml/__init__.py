"""The canonical form: an Edition spelled as NewsML-G2 2.35, and read back."""

from convert.newsml.dump import dump
from convert.newsml.load import load
from convert.newsml.package import dump_package

__all__ = ["dump", "dump_package", "load"]
