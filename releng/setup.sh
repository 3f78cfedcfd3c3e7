#!/usr/bin/env bash
# Sourced by the scripts beside it: finds or brings a JDK, Maven, the libraries of the window, a display.
# Everything it says goes to standard error, so that a command's output stays clean.

MAVEN_VERSION=3.9.11
top=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
tools=$top/releng/.tools

say() { printf 'paramscope: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# --- Java -----------------------------------------------------------------------------------------------------------

# The feature version of the JDK installed in a folder, 0 if there is none.
jdk_version() {
    local version=0
    if [ -x "$1/bin/javac" ]; then
        if [ -r "$1/release" ]; then
            version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
        else
            version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p' | head -n 1)
        fi
    fi
    echo "${version:-0}"
}

# Exports JAVA_HOME: the one given, the one on PATH, or the newest where systems put them.
find_jdk() {
    local home best=0 version on_path
    on_path=$(readlink -f "$(command -v javac 2>/dev/null)" 2>/dev/null)
    for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}"; do
        if [ -n "$home" ] && [ "$(jdk_version "$home")" -ge 21 ]; then
            export JAVA_HOME=$home
            return
        fi
    done
    for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
        version=$(jdk_version "$home")
        if [ "$version" -ge 21 ] && [ "$version" -gt "$best" ]; then
            best=$version
            JAVA_HOME=$home
        fi
    done
    [ "$best" -ge 21 ] || fail "needs a JDK 21 or newer (javac included); install one, or set JAVA_HOME to it"
    export JAVA_HOME
}

# --- Maven ----------------------------------------------------------------------------------------------------------

# Sets maven_options: a repository of the checkout's own where the user's cannot be written.
choose_maven_repository() {
    local home
    maven_options=(-B -ntp)
    home=$(getent passwd "$(id -u)" 2>/dev/null | cut -d : -f 6)
    if [ -z "$home" ] || ! mkdir -p "$home/.m2/repository" 2>/dev/null || [ ! -w "$home/.m2/repository" ]; then
        maven_options+=("-Dmaven.repo.local=$tools/repository")
        export MAVEN_OPTS="${MAVEN_OPTS:-} -Duser.home=$tools"
    fi
}

is_new_maven() {
    local version
    version=$("$1" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    case $version in
        3.9 | 3.1[0-9] | [4-9].*) return 0 ;;
        *) return 1 ;;
    esac
}

# Sets mvn: a Maven >= 3.9, fetched through an older one if need be.
find_maven() {
    choose_maven_repository
    mvn=$tools/apache-maven-$MAVEN_VERSION/bin/mvn
    [ -x "$mvn" ] && return
    if command -v mvn >/dev/null 2>&1 && is_new_maven mvn; then
        mvn=mvn
        return
    fi
    command -v mvn >/dev/null 2>&1 || require_packages maven
    say "fetching Maven $MAVEN_VERSION"
    local log=$tools/maven.log coordinates=org.apache.maven:apache-maven:$MAVEN_VERSION:zip:bin
    local -a fetch=(mvn "${maven_options[@]}" -q -f "$tools"
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy "-Dartifact=$coordinates"
        "-DoutputDirectory=$tools")
    mkdir -p "$tools" || fail "cannot write to $tools"
    # An old Maven may not run on a new JDK: its own default first. It wants a project: an empty one, and .mvn beside it,
    # or it would load the extensions of the checkout, which it cannot.
    mkdir -p "$tools/.mvn"
    printf '%s' '<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><packaging>pom</packaging></project>' >"$tools/pom.xml"
    (unset JAVA_HOME; "${fetch[@]}") >"$log" 2>&1 || "${fetch[@]}" >>"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; fail "Maven $MAVEN_VERSION could not be fetched; see $log"; }
    (cd "$tools" && "$JAVA_HOME/bin/jar" xf "apache-maven-$MAVEN_VERSION-bin.zip") || fail "cannot unpack Maven in $tools"
    chmod +x "$mvn"
    rm -rf "$tools/apache-maven-$MAVEN_VERSION-bin.zip" "$tools/pom.xml" "$tools/.mvn" "$log"
}

# --- what the window needs ------------------------------------------------------------------------------------------

sudo='sudo '
[ "$(id -u)" = 0 ] && sudo=''

has_library() { { /sbin/ldconfig -p 2>/dev/null || ldconfig -p; } | grep -q "$1"; }

has_fonts() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[ot]tf' 2>/dev/null | head -n 1)" ]; }

# Installs the packages named, or prints the command that does.
require_packages() {
    [ $# = 0 ] && return
    local command="${sudo}apt-get install -y --no-install-recommends $*"
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        fail "needs packages that are not installed; run: $command"
    fi
    say "installing $*"
    local log=$tools/apt.log
    mkdir -p "$tools"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 && return
    apt-get update >>"$log" 2>&1
    apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; fail "packages could not be installed; see $log, or run: $command"; }
}

# Java draws text with the system's font library, with and without a display.
font_packages() {
    has_library libfontconfig.so.1 || echo libfontconfig1
    has_library libfreetype.so.6 || echo libfreetype6
    has_fonts || echo fonts-dejavu-core
}

window_packages() {
    has_library libgtk-3.so.0 || echo libgtk-3-0
    font_packages
}

display_packages() { command -v Xvfb >/dev/null 2>&1 || echo xvfb; }

# Starts a display of our own, which ends with this script.
start_display() {
    local number
    mkdir -p "$tools"
    : >"$tools/display.$$"
    Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$tools/display.$$" >/dev/null 2>&1 &
    display_process=$!
    trap 'kill $display_process 2>/dev/null; rm -f "$tools/display.$$"' EXIT
    for _ in $(seq 100); do
        number=$(cat "$tools/display.$$" 2>/dev/null)
        [ -n "$number" ] && break
        kill -0 $display_process 2>/dev/null || fail "Xvfb does not start"
        sleep 0.1
    done
    [ -n "$number" ] || fail "Xvfb does not start"
    export DISPLAY=:$number NO_AT_BRIDGE=1 GDK_BACKEND=x11
    unset WAYLAND_DISPLAY
}

# --- the product ----------------------------------------------------------------------------------------------------

product=$top/releng/org.paramscope.product/target/products/org.paramscope.product/linux/gtk/x86_64/paramscope

# A hash of the contents of every file that the product is made of.
source_hash() {
    local -a parts=(pom.xml .mvn LICENSE bundles features releng targets)
    (cd "$top" &&
        { git -c safe.directory='*' ls-files -z -co --exclude-standard -- "${parts[@]}" 2>/dev/null ||
            find "${parts[@]}" -type f -not -path '*/target/*' -not -path '*/lib/*' -not -path '*/.tools/*' -print0; } |
        grep -zv -e '\.tests/' -e '^releng/[^/]*$' -e '^releng/example-plugin/' | LC_ALL=C sort -zu |
            xargs -0 sha256sum 2>/dev/null | sha256sum | cut -d ' ' -f 1)
}

# Builds the product unless it was built from the same sources.
build_product() {
    local stamp=$product/../.sources log=$tools/build.log hash
    hash=$(source_hash)
    [ -x "$product/paramscope" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ] && return
    find_jdk
    find_maven
    mkdir -p "$tools"
    say "building; the first time fetches libraries and takes some minutes (log: $log)"
    rm -f "$stamp"
    # Only changed classes would be compiled again, and the others keep the former constants of changed classes.
    rm -rf "$top"/bundles/*/target/classes
    (cd "$top" && LC_ALL=C.UTF-8 "$mvn" "${maven_options[@]}" verify -DskipTests -pl releng/org.paramscope.product -am) 2>&1 |
        tee "$log" | sed -n -u 's/^\[INFO\] Building \(.*\) 0\.1\.0-SNAPSHOT *\(\[.*\]\).*/paramscope: \2 \1/p' >&2
    [ "${PIPESTATUS[0]}" = 0 ] || { grep -m 15 '^\[ERROR\]' "$log" >&2; fail "the build failed; see $log"; }
    [ -x "$product/paramscope" ] || fail "the build made no product; see $log"
    # The framework's cache is made now, so that the first window need not wait for it.
    "$product/paramscope" list >/dev/null 2>&1 || say "the product does not start; see $product/paramscope doctor"
    echo "$hash" >"$stamp"
}
