@sessions
Feature: Who signs in finds the cart as it was, and an account as it was

  @SE02
  Scenario: Signing in during the checkout keeps the cart
    Given I have an account
    And I have a product in stock in my cart
    When I begin to check out, and sign in then
    Then my cart should be kept
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once

  @SE03 @SE08
  Scenario: Signing out and in again brings my cart back, and doubles nothing
    Given I have an account
    When I sign in
    And I have a product in stock in my cart
    And I sign out and in again
    Then my cart should be kept

  @IN10
  Scenario: A cart that is merged at sign-in holds no more than there is
    Given the store has 1 of the last unit in stock
    And I have an account
    When I sign in
    And I have the last unit in my cart
    And I put the last unit in the cart on another device, and sign in there
    And I leave the shop and come back
    Then my cart should hold at most 1 of the last unit
    When I place my order
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And the store should have 0 of the last unit in stock

  @SE09
  Scenario: The e-mail of an account, in capitals, is let on as a guest's or told
    Given I have an account
    And I have a product in stock in my cart
    When I begin to check out as a guest, with the e-mail of my account in capitals
    Then I should be let on, or told that this e-mail has an account
    And my cart should be kept

  @SE10
  Scenario: Two orders to one address leave it in my address book once
    Given I have an account
    When I sign in
    And I have a product in stock in my cart
    And I place my order
    And I have a product in stock in my cart
    And I place my order
    And I have a product in stock in my cart
    Then my address should be offered to me once
    And exactly 2 orders should exist for me

  @SE16
  Scenario: What I put in my cart on one device I can order on another
    Given I have an account
    When I sign in
    And I have a product in stock in my cart
    And I sign in on another device and place my order there
    Then my order should be confirmed
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    When I leave the shop and come back
    Then my cart should be empty
