#!/bin/sh
# Python with none of the flags of the one that starts it, such as -O, and nothing from its directory.
while [ "$1" != -c ]; do shift; done
python=$PLAIN
unset PLAIN
exec "$python" -P "$@"
