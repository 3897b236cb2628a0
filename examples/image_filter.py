"""Filter an image by a function of one's own: the callback that scipy.ndimage.generic_filter calls for each pixel."""

import numpy as np
from scipy import LowLevelCallable, ndimage

from upcall import carray, cfunc


@cfunc("intc(float64*, intp, float64*, voidptr)")
def spread(window, count, result, user_data):
    """The greatest element of the window less the least. 1 says that all went well."""
    values = carray(window, count)
    result[0] = np.max(values) - np.min(values)
    return 1


@cfunc("intc(float64*, intp, float64*, voidptr)")
def despeckled(window, count, result, user_data):
    """The pixel itself, or the median of the window where the pixel is far from it."""
    values = carray(window, count)
    pixel = values[count // 2]
    median = np.median(values)
    deviation = np.median(np.abs(values - median))
    result[0] = pixel if abs(pixel - median) <= 4 * deviation else median
    return 1


def main():
    image = np.random.default_rng(1).random((200, 300))
    filtered = ndimage.generic_filter(image, LowLevelCallable(spread.ctypes), size=5)
    print(f"spread of 5 x 5 pixels: {filtered.min():.3f} to {filtered.max():.3f}")
    np.testing.assert_array_equal(filtered, ndimage.maximum_filter(image, 5) - ndimage.minimum_filter(image, 5))
    speckled = ndimage.gaussian_filter(image, 3)
    speckled[::7, ::11] = 5.0
    clean = ndimage.generic_filter(speckled, LowLevelCallable(despeckled.ctypes), size=3)
    print(f"brightest pixel {speckled.max():.3f}, despeckled {clean.max():.3f}")
    assert clean.max() < 1.0


if __name__ == "__main__":
    main()
