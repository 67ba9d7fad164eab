"""What asyncio logs of Prefect's own tasks: a cancelled one is nobody's fault, any other error is told."""

import asyncio
import logging

import pytest

from flows.orchestration.logged import leave_out_cancelled


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(asyncio.CancelledError(), [], id="a poll that ended with its server"),
        pytest.param(ValueError("broken"), ["Exception in callback"], id="an error"),
    ],
)
def test_only_a_cancelled_task_is_left_out(
    caplog: pytest.LogCaptureFixture, error: BaseException, told: list[str]
) -> None:
    leave_out_cancelled()
    loop = asyncio.new_event_loop()
    with caplog.at_level(logging.ERROR, "asyncio"):
        loop.call_exception_handler({"message": "Exception in callback", "exception": error})
    loop.close()
    assert [record.message for record in caplog.records] == told
