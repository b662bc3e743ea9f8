// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @notice Calls somebody in the middle of each transfer, and fails if that fails.
contract ReenteringToken is TestToken {
    address private _target;
    bytes private _data;

    function arm(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        _strike();
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        _strike();
        _spend(from, amount);
        _move(from, to, amount);
        return true;
    }

    function _strike() private {
        if (_target != address(0)) {
            (bool ok, bytes memory answer) = _target.call(_data);
            if (!ok) {
                // Assembly: the error of the target is passed on as it is.
                assembly ("memory-safe") {
                    revert(add(answer, 0x20), mload(answer))
                }
            }
        }
    }
}
