// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @notice Answers false instead of reverting, when it is told to.
contract FalseToken is TestToken {
    bool public refusing;

    function refuse(bool refusing_) external {
        refusing = refusing_;
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        if (refusing) {
            return false;
        }
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        if (refusing) {
            return false;
        }
        _spend(from, amount);
        _move(from, to, amount);
        return true;
    }
}
