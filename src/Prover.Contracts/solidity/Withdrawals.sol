// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "./IERC20.sol";
import {ReentrancyGuard} from "./ReentrancyGuard.sol";
import {SafeToken} from "./SafeToken.sol";
import {TokenLedger} from "./TokenLedger.sol";
import {TokenRegistry} from "./TokenRegistry.sol";

/**
 * @title Withdrawals
 * @notice What blocks have paid out and the owners have not received yet.
 */
abstract contract Withdrawals is TokenRegistry, TokenLedger, ReentrancyGuard {
    /// A pending balance was pushed to its owner.
    event WithdrawalClaimed(address indexed owner, uint32 indexed tokenId, uint256 amount);

    /// Nothing of this token is pending for the owner.
    error NothingPending(address owner, uint32 tokenId);

    mapping(address owner => mapping(uint32 tokenId => uint256)) private _pending;

    /// @notice Pushes all that is pending of a token to its owner. Anyone may call it, for anyone.
    function claim(uint32 tokenId, address owner) external nonReentrant {
        uint256 amount = _pending[owner][tokenId];
        require(amount != 0, NothingPending(owner, tokenId));
        address token = tokenAddress(tokenId);

        _pending[owner][tokenId] = 0;
        _recordPaid(tokenId, amount);
        emit WithdrawalClaimed(owner, tokenId, amount);

        if (token == address(0)) {
            SafeToken.pushEther(owner, amount);
        } else {
            SafeToken.push(IERC20(token), owner, amount);
        }
    }

    /// @notice What is pending of a token for an owner.
    function pendingOf(uint32 tokenId, address owner) external view returns (uint256) {
        return _pending[owner][tokenId];
    }

    /// @dev A block pays `owner`; refused when the rollup is not owed that much.
    function _credit(uint32 tokenId, address owner, uint256 amount) internal {
        _recordWithdrawn(tokenId, amount);
        // Cannot overflow: all that is pending of a token is below its `held` < 2^128.
        _pending[owner][tokenId] += amount;
    }
}
