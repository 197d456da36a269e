"""Places named in the text: found by their names, resolved to GeoNames by what stands around them."""

from reportedly.extract.places.find import find_places

__all__ = ["find_places"]
