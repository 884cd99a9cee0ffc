#!/usr/bin/env python3
"""Makes the rated texts of this folder again.

    convert.py ARCHIVE

ARCHIVE is hutto_ICWSM_2014.tar.gz, which the source archive of vaderSentiment 3.3.2 holds under additional_resources.
The same archive gives the same bytes.
"""

import gzip
import hashlib
import html
import json
import pathlib
import sys
import tarfile

SHA256 = "d5bb07d87474b3eb8d30b4deccbc23f19d742a6c5718fbacc65485b70b95c5fa"
# Below this mean of some twenty ratings, from -4 to 4, a text is negative; below the other one, very.
POINTS = {"negative": -0.5, "very_negative": -1.5}


def lines(archive, name):
    with archive.extractfile(f"hutto_ICWSM_2014/{name}_GroundTruth.txt") as file:
        for line in file.read().decode("utf-8").splitlines():
            number, rating, text = line.split("\t", 2)
            yield number, float(rating), html.unescape(text)


def main():
    path = pathlib.Path(sys.argv[1])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{path} is another archive: its SHA-256 is {digest}, and {SHA256} was expected")
    files = {}
    with tarfile.open(path) as archive:
        for source, name in (("tweets", "tweets"), ("reviews", "amazonReviewSnippets")):
            for place, (number, rating, text) in enumerate(lines(archive, name)):
                split = {4: "dev", 9: "check"}.get(place % 10, "train")
                key = {"conversation_id": f"{source}-{number}", "message_id": f"{source}-{number}"}
                files.setdefault(f"messages.{split}", []).append(key | {"role": "customer", "text": text})
                for signal, point in POINTS.items():
                    files.setdefault(f"gold.{split}", []).append(
                        key | {"signal": signal, "label": int(rating < point), "labels": {"source": source}}
                    )
    for name, rows in files.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        with open(pathlib.Path(__file__).parent / f"{name}.jsonl.gz", "wb") as file:
            # No name and no time, so that the bytes do not change.
            with gzip.GzipFile("", "wb", 9, file, 0) as packed:
                packed.write(text.encode("utf-8"))


main()
