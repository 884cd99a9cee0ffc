// The package manager wants a file to compile; everything is in the header, so that it can be inlined.
#include "vectors.h"
