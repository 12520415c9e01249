import tempfile
import unittest

import loans  # noqa: F401, the way to the model's sources

from features import DataFault
from locked_packages import LOCK, locked, refuse_other_versions


class LockedPackagesTests(unittest.TestCase):
    def check(self, text, installed):
        with tempfile.NamedTemporaryFile("w", suffix=".lock", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            return refuse_other_versions(file.name, installed.get)

    def test_the_lock_file_names_what_the_model_is_trained_with(self):
        with open(LOCK, encoding="utf-8") as file:
            self.assertLessEqual({"numpy", "pandas", "scikit-learn", "scipy"}, set(locked(file.read())))

    def test_what_is_installed_as_locked_is_told(self):
        self.assertEqual(self.check("# made by\nnumpy==1.24.2  # why\n\nscipy==1.10.1\n", {"numpy": "1.24.2", "scipy": "1.10.1"}),
                         "numpy 1.24.2, scipy 1.10.1")

    def test_other_and_missing_packages_are_refused_together(self):
        with self.assertRaisesRegex(DataFault, "found numpy 2.0.0, expected 1.24.2; scipy missing, expected 1.10.1"):
            self.check("numpy==1.24.2\nscipy==1.10.1\n", {"numpy": "2.0.0"})


if __name__ == "__main__":
    unittest.main()
