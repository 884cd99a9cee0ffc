"""Inflates a gzip file of one member through zlib and throws it away: what reading must cost at the least."""
import sys
import zlib

PIECE = 256 << 10

stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
count = 0
with open(sys.argv[1], "rb", buffering=0) as file:
    while not stream.eof:
        rest = stream.unconsumed_tail or file.read(PIECE)
        if not rest:
            sys.exit("the file ends early")
        count += len(stream.decompress(rest, PIECE))
print(count)
