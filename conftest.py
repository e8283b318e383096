"""What all tests of this repository share. The plugin itself comes in through its entry point, as in any project."""

pytest_plugins = ["pytester"]
