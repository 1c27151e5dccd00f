"""What a command says when a package is missing that only an extra installs."""

import subprocess
import sys

import pytest

from advisor.cli.needing import packages_of


@pytest.mark.parametrize("package", ["numpy", "pyarrow"])
@pytest.mark.parametrize("arguments", [["batch", "profiles", "-o", "out.jsonl"], ["batch", "--describe"]])
def test_batch_says_how_to_install_what_it_needs(package: str, arguments: list[str]) -> None:
    code = f"import sys; sys.modules['{package}'] = None; from advisor.cli import main; sys.exit(main({arguments}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert result.returncode == 2
    assert result.stdout == ""
    assert f"error F229: batch needs the package {package}; install it with: pip install" in result.stderr


def test_a_missing_part_of_the_program_itself_is_no_package() -> None:
    with pytest.raises(ModuleNotFoundError), packages_of("batch", "batch"):
        raise ModuleNotFoundError(name="advisor.nowhere")
