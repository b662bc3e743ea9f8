// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title TokenRegistry
 * @notice Tokens and their ids. Append-only; id 0 is ether; an id has one address and an address one id.
 * @dev Anyone may add a token. A hostile one can only harm those who deposit it: everything is kept per token.
 */
abstract contract TokenRegistry {
    /// A token got its id.
    event TokenRegistered(uint32 indexed tokenId, address indexed token);

    /// No token has this id.
    error UnknownToken(uint32 tokenId);

    /// The address already has an id.
    error TokenAlreadyRegistered(address token, uint32 tokenId);

    /// There is no contract at the address.
    error TokenHasNoCode(address token);

    /// All 2^32 ids are given.
    error TokenRegistryFull();

    /// @dev Position 0 is ether and holds the zero address.
    address[] private _tokens = [address(0)];
    mapping(address token => uint32) private _ids;

    /// @notice Gives the next id to a token.
    function registerToken(address token) external returns (uint32 tokenId) {
        require(_ids[token] == 0, TokenAlreadyRegistered(token, _ids[token]));
        require(token.code.length != 0, TokenHasNoCode(token));
        require(_tokens.length <= type(uint32).max, TokenRegistryFull());
        tokenId = uint32(_tokens.length);
        _tokens.push(token);
        _ids[token] = tokenId;
        emit TokenRegistered(tokenId, token);
    }

    /// @notice How many ids are given, ether included.
    function tokenCount() external view returns (uint256) {
        return _tokens.length;
    }

    /// @notice The id of a token; 0, the id of ether, for an address without one.
    function tokenIdOf(address token) external view returns (uint32) {
        return _ids[token];
    }

    /// @notice The address behind an id; the zero address for ether.
    function tokenAddress(uint32 tokenId) public view returns (address) {
        require(tokenId < _tokens.length, UnknownToken(tokenId));
        return _tokens[tokenId];
    }
}
