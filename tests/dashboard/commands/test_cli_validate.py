"""The command `kursk-front validate`: every fault, and the exit code that says whether any."""

import json

from click.testing import CliRunner

from dashboard.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_the_bundled_front_has_no_faults(kursk):
    result = run()
    assert result.exit_code == 0
    assert "no faults" in result.stdout
    assert f"claims {len(kursk.claims)}" in result.stdout


def test_every_fault_is_told_and_counts_as_a_failure(made_up_folder, edit_cell):
    first = (made_up_folder / "claims.csv").read_text().splitlines()[1].split(",")[0]
    edit_cell("claims.csv", first, "credibility", "9")
    (made_up_folder / "events.csv").unlink()
    result = run(made_up_folder)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert f"claims.csv, {first}: " in result.stdout
    assert "events.csv, file: is missing" in result.stdout
    assert f"faults: {len(result.stdout.splitlines()) - 1}" in result.stdout


def test_json_gives_each_fault_with_its_remedy(made_up_folder):
    (made_up_folder / "sources.csv").unlink()
    result = run(made_up_folder, "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["folder"] == str(made_up_folder)
    assert all(fault["file"] and fault["rule"] and fault["remedy"] for fault in told["faults"])
    assert "sources.csv" in {fault["file"] for fault in told["faults"]}


def test_json_of_a_sound_folder_counts_what_it_holds(made_up_folder, made_up):
    result = run("--data", made_up_folder, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["faults"] == []
    assert told["counts"]["held"] == len(made_up.held)


def test_the_folder_before_the_command_counts_too(made_up_folder):
    result = CliRunner().invoke(main, ["--data", str(made_up_folder), "validate"])
    assert str(made_up_folder) in result.stdout


def test_a_folder_that_is_not_there_is_bad_input(tmp_path):
    result = run(tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")


def test_two_folders_are_one_too_many(made_up_folder):
    assert run(made_up_folder, "--data", made_up_folder).exit_code == 2


def test_letters_that_the_faces_lack_are_told_wherever_a_sheet_may_draw_them(made_up_folder):
    front = made_up_folder / "front.toml"
    text = front.read_text(encoding="utf-8").replace("held by the first side", "新华社")
    lands = '[[lands]]\nname = "square"\nlabel = "საქართველო"\nside = "ukraine"\n'
    lands += "spot = [-29.5, 40.5]\n"
    periods = '[[periods]]\nlabel = "期間"\nfirst = 2024-08-10\nlast = 2024-08-12\n'
    front.write_text(f"{text}\n{lands}\n{periods}", encoding="utf-8")
    (made_up_folder / "locales").mkdir(exist_ok=True)
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po += 'msgctxt "account"\nmsgid "First side"\nmsgstr "연합뉴스"\n'
    (made_up_folder / "locales" / "uk.po").write_text(po, encoding="utf-8")
    result = run(made_up_folder)
    assert result.exit_code == 0, result.output
    for letter in "新სა期연":
        assert letter in result.output


def test_a_hundred_faults_are_told_and_how_many_more(made_up_folder):
    front = made_up_folder / "front.toml"
    keys = "".join(f"key_{number} = 1\n" for number in range(300))
    front.write_text(keys + front.read_text(encoding="utf-8"), encoding="utf-8")
    (made_up_folder / "claims.csv").unlink()
    told = json.loads(run(made_up_folder, "--json").stdout)
    assert (len(told["faults"]), told["more_notices"]) == (100, 0)
    lines = run(made_up_folder).stdout.splitlines()
    assert f"and {told['more_faults']} more" in lines
    assert len(lines) == 102


def test_what_is_to_be_run_names_the_folder(made_up_folder):
    told = f"python -m geodata.build held --data '{made_up_folder}'."
    notice = run(made_up_folder)
    assert (notice.exit_code, told in notice.output) == (0, True)
    (made_up_folder / "layers" / "held" / "2024-09-01.geojson").unlink()
    fault = run(made_up_folder)
    assert (fault.exit_code, told in fault.output) == (1, True)
