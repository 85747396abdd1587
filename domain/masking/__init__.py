"""The names a case knows, masked in what leaves the program: `[child]`, `[school]`.

A `Mask` is made once for a case (`Mask.of`) and put to each text that goes out. `OPEN` masks
nothing. What was masked is told by kind and number, never by name.
"""

from domain.masking.mask import OPEN, Mask, Masked, say_masked
from domain.masking.roles import Known, Role

__all__ = ["OPEN", "Known", "Mask", "Masked", "Role", "say_masked"]
