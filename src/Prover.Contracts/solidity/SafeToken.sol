// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "./IERC20.sol";

/**
 * @title SafeToken
 * @notice Moves ether and ERC-20 tokens, whatever way the token has of saying no.
 */
library SafeToken {
    /// The token has no code, reverted, or answered something else than true or nothing at all.
    error TokenTransferFailed(address token);

    /// The receiver of the ether refused it.
    error EtherTransferFailed(address to);

    /// @dev Takes `amount` of `token` from `from`; returns by how much the balance of this contract rose.
    function pull(IERC20 token, address from, uint256 amount) internal returns (uint256 received) {
        uint256 before = token.balanceOf(address(this));
        _call(token, abi.encodeCall(IERC20.transferFrom, (from, address(this), amount)));
        uint256 afterwards = token.balanceOf(address(this));
        return afterwards > before ? afterwards - before : 0;
    }

    /// @dev Gives `amount` of `token` to `to`.
    function push(IERC20 token, address to, uint256 amount) internal {
        _call(token, abi.encodeCall(IERC20.transfer, (to, amount)));
    }

    /// @dev Gives ether to `to`, with all the gas; the caller holds the lock and has written everything before.
    function pushEther(address to, uint256 amount) internal {
        bool ok;
        // Assembly: the answer is not copied, so that a receiver cannot make the caller pay for a huge one.
        assembly ("memory-safe") {
            ok := call(gas(), to, amount, 0, 0, 0, 0)
        }
        require(ok, EtherTransferFailed(to));
    }

    function _call(IERC20 token, bytes memory data) private {
        bool ok;
        uint256 size;
        uint256 answer;
        // Assembly: at most one word of the answer is copied (see pushEther); word 0 of memory is scratch space.
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(gas(), token, 0, add(data, 0x20), mload(data), 0, 0x20)
            size := returndatasize()
            answer := mload(0)
        }
        bool accepted = size == 0 ? address(token).code.length != 0 : (size >= 32 && answer == 1);
        require(ok && accepted, TokenTransferFailed(address(token)));
    }
}
