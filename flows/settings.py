"""Settings: from the command's options, else DUIXIAN_ variables, else duixian.toml, else the defaults here.

Relative paths count from the folder that the command runs in.
"""

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.errors import SettingsError

if TYPE_CHECKING:
    from transforms.sources.limits import Limits
    from transforms.sources.mapping import Told

DEFAULT_WAREHOUSE = Path("data/duixian.duckdb")


class Settings(BaseSettings):
    """All that can be set. Every field is DUIXIAN_<NAME> in the environment and `<name> = …` in duixian.toml.

    >>> Settings(warehouse="/srv/duixian.duckdb").raw_folder.as_posix()
    '/srv/raw'
    """

    model_config = SettingsConfigDict(env_prefix="DUIXIAN_", toml_file="duixian.toml", extra="forbid")

    warehouse: Path = Field(DEFAULT_WAREHOUSE, description="the DuckDB file that runs load")
    raw: Path | None = Field(None, description="folder of the kept bytes; by default `raw` beside the warehouse")
    runner: Literal["auto", "inline", "process", "dask", "ray"] = Field(
        "auto", description="where batches run; auto: inline for one batch, else a process a core"
    )
    workers: int = Field(0, ge=0, description="processes of the pool or of a local cluster; 0: one a core")
    cluster: str = Field("", description="address of the Dask scheduler or the Ray cluster; empty: one on this machine")
    shared: str = Field("", description="address of storage that all workers reach, of any filesystem of fsspec")
    batch_bytes: int = Field(33_600_000, gt=0, description="how many bytes of files a batch has at most")
    memory_limit_mb: int = Field(0, ge=0, description="memory of all processes of a load; 0: half of the machine")
    sources: Path = Field(Path("sources.toml"), description="what is told of files: their columns, and hints")
    read_seconds: float = Field(300, gt=0, description="how long a file may take: a page, a member, a text, its facts")
    read_memory_mb: int = Field(4096, gt=0, description="address space of the process that reads binary formats")
    read_pages: int = Field(2000, gt=0, description="how many pages a file may have")
    read_unpacked_mb: int = Field(512, gt=0, description="how much an archive or document may unpack to")
    read_file_mb: int = Field(256, gt=0, description="how big a file may be")
    read_characters: int = Field(5_000_000, gt=0, description="how long a report may be")
    prefect_api_url: str = Field("", description="the Prefect API that records runs; PREFECT_API_URL means the same")
    prefect_home: Path = Field(Path("data/prefect"), description="what Prefect keeps: its database, logs, results")
    prefect_start_seconds: int = Field(120, gt=0, description="how long a temporary Prefect server may take to start")

    lock_wait_seconds: float = Field(-1, description="how long a load waits for another one; negative: for ever")
    few_facts_share: float = Field(0.5, ge=0, le=1, description="a run with less of the usual facts a file warns")
    parquet_folder: Path | None = Field(None, description="where a Parquet copy of all tables goes after each load")
    site_folder: Path | None = Field(None, description="where the static site is made or renewed after each load")
    metrics_file: Path | None = Field(None, description="file of numbers for monitoring, written after each load")
    hook_command: str = Field("", description="shell command called on failure or new quarantine; JSON on its stdin")
    hook_url: str = Field("", description="address that the same JSON is posted to")
    inbox: Path = Field(Path("data/inbox"), description="the folder that `duixian serve` loads")
    inbox_cron: str = Field("0 6 * * *", description="when it does")
    rebuild_cron: str = Field("0 3 * * 0", description="when everything is read anew from the kept bytes")
    seeds: Path | None = Field(
        None, description="folder of seeds of one's own, laid over ours: units.csv, corrections.csv …"
    )
    timezone: str = Field("Asia/Shanghai", description="the time zone of the two")
    server_host: str = Field("127.0.0.1", description="where `duixian serve` starts a Prefect server if none answers")
    server_port: int = Field(4200, gt=0, lt=65536, description="and its port")
    server_names: str = Field("", description="other names that this server is called by, with commas between")

    @field_validator("warehouse")
    @classmethod
    def _follow_link(cls, warehouse: Path) -> Path:
        """A link stays one: the file that it leads to is the warehouse, and is replaced in its own folder."""
        return warehouse.resolve() if warehouse.is_symlink() else warehouse

    @property
    def raw_folder(self) -> Path:
        """Where the bytes of every file seen are kept, each under its sha256."""
        return self.raw or self.warehouse.parent / "raw"

    @property
    def mapping(self) -> "tuple[Told, ...]":
        """What `sources` tells of files; nothing where there is no such file. Raises SettingsError."""
        from transforms.sources.mapping import parse_mapping  # brings Polars, which a query need not wait for

        try:
            return parse_mapping(self.sources.read_text("utf-8"), self.sources.name)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            raise SettingsError(str(error)) from error

    @property
    def limits(self) -> "Limits":
        """What reading one file may take."""
        from transforms.sources.limits import Limits  # brings Polars, which a query need not wait for

        megabyte = 1 << 20
        return Limits(
            seconds=self.read_seconds,
            memory_bytes=self.read_memory_mb * megabyte,
            pages=self.read_pages,
            unpacked_bytes=self.read_unpacked_mb * megabyte,
            file_bytes=self.read_file_mb * megabyte,
            characters=self.read_characters,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the signature is pydantic's)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


_OTHER_VARIABLES = {
    "DUIXIAN_STATE",
    "DUIXIAN_RUN_ID",
    "DUIXIAN_REQUIRE_CORPUS",
    "DUIXIAN_REQUIRE_CHROMIUM",
    "DUIXIAN_REQUIRE_OFFICE",
    "DUIXIAN_REQUIRE_EXTRAS",
    "DUIXIAN_CHECK_FRAMES",
    "DUIXIAN_DELETIONS",
    "DUIXIAN_MANY_FILES",
    "DUIXIAN_SUPERSET_HOME",
}
"""What hooks are told by, and what tests and other tools ask."""


def _refuse_unknown_variables() -> None:
    """A variable with a slip of the pen would change nothing, and nobody would know."""
    names = {f"DUIXIAN_{name.upper()}" for name in Settings.model_fields} | _OTHER_VARIABLES
    for name in sorted(os.environ):
        if name.startswith("DUIXIAN_") and name.upper() not in names:
            near = difflib.get_close_matches(name.upper(), names, 1)
            if near:
                raise SettingsError(f"the variable {name} means nothing; is {near[0]} meant?")
            raise SettingsError(f"the variable {name} means nothing: see `settings` in docs/usage.md")


def load_settings(**options: object) -> Settings:
    """The settings with the command's options on top; options that are None were not given.

    Raises SettingsError, which names the setting, its value and where it may come from.
    """
    _refuse_unknown_variables()
    given = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # checked by pydantic, that is the point
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"setting {name} = {first['input']!r}: {first['msg']}; mend it in duixian.toml or DUIXIAN_{name.upper()}"
        ) from None
    except ValueError as error:  # what is no TOML at all
        raise SettingsError(f"duixian.toml cannot be read: {error}") from None
    if settings.seeds is not None:
        if not settings.seeds.is_dir():
            raise SettingsError(f"setting seeds = {str(settings.seeds)!r}: there is no such folder; make it or mend it")
        # the room of the seeds knows no settings, and processes that read batches know none either
        os.environ["DUIXIAN_SEEDS"] = str(settings.seeds.resolve())
    return settings
