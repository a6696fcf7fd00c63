# The same commands as .ci/run, by name.

# Open Handhold
run:
    cargo run --release

# Run all tests
test:
    cargo test

# Everything that has to hold before a change lands
ci:
    .ci/run

# How long things take
bench:
    cargo bench

# Make the snapshots of screens again
bless:
    INSTA_UPDATE=always cargo test

# Build the Debian package into target/debian
deb:
    packaging/build-deb.sh

# Test both; installs and purges the package on this machine: see CONTRIBUTING.md
test-packages:
    packaging/test-static.sh
    packaging/test-package.sh --on-this-machine
