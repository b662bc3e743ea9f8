// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title TokenLedger
 * @notice What the contract holds of each token, and how much of it belongs to the accounts of the rollup.
 * @dev held = queued deposits not consumed + owed + pending withdrawals, always.
 *
 * `owed` (consumed deposits − withdrawals) is the wall behind the proof system: a block that would take it below zero
 * is refused whatever its proof says, so pending withdrawals and deposits that no block has consumed are out of reach.
 */
abstract contract TokenLedger {
    struct Totals {
        uint128 held;
        uint128 owed;
    }

    /// The contract would hold 2^128 or more of the token, and a balance in the rollup could overflow.
    error TokenCapExceeded(uint32 tokenId, uint256 held, uint256 amount);

    /// The block withdraws more of the token than the rollup is owed.
    error WithdrawalExceedsOwed(uint32 tokenId, uint256 owed, uint256 amount);

    mapping(uint32 tokenId => Totals) private _totals;

    /// @notice Held of a token: every deposit that has not been claimed back.
    function heldOf(uint32 tokenId) external view returns (uint256) {
        return _totals[tokenId].held;
    }

    /// @notice Owed to the accounts of the rollup: consumed deposits less withdrawals.
    function owedOf(uint32 tokenId) external view returns (uint256) {
        return _totals[tokenId].owed;
    }

    /// @dev A deposit came in and waits in the queue.
    function _recordReceived(uint32 tokenId, uint256 amount) internal {
        uint256 held = _totals[tokenId].held;
        require(amount <= type(uint128).max - held, TokenCapExceeded(tokenId, held, amount));
        _totals[tokenId].held = uint128(held + amount);
    }

    /// @dev A block consumed a deposit.
    function _recordConsumed(uint32 tokenId, uint256 amount) internal {
        // Each deposit is consumed once and was added to `held` before: owed ≤ held < 2^128, so this cannot overflow.
        _totals[tokenId].owed += uint128(amount);
    }

    /// @dev A block withdrew.
    function _recordWithdrawn(uint32 tokenId, uint256 amount) internal {
        uint256 owed = _totals[tokenId].owed;
        require(amount <= owed, WithdrawalExceedsOwed(tokenId, owed, amount));
        _totals[tokenId].owed = uint128(owed - amount);
    }

    /// @dev A pending withdrawal left the contract.
    function _recordPaid(uint32 tokenId, uint256 amount) internal {
        _totals[tokenId].held -= uint128(amount);
    }
}
