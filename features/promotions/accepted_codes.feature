@promotions
Feature: Codes that hold give what they promise

  @PR02
  Scenario: A live code takes the advertised share off
    Given I have a product in stock in my cart
    When I apply a live code
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total

  @PR02
  Scenario: A share of an odd price is rounded to the cent
    Given I have a product with odd cents in my cart
    When I apply a live code
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total

  @PR01
  Scenario: A fixed-amount code takes exactly its amount off
    Given I have a product in stock in my cart
    When I apply a fixed code
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total

  @PR15
  Scenario: The same code entered twice counts once
    Given I have a product in stock in my cart
    When I apply a live code
    And I enter that code once more
    Then my discount should be counted once

  @PR17 @PR18
  Scenario: Removing the code restores the total and leaves the field
    Given I have a product in stock in my cart
    When I apply a live code
    And I remove the code
    Then my total should be as before
    And I should still be able to enter a code

  @PR24
  Scenario: A code that pays for everything leaves nothing to charge for the goods
    Given I have a product in stock in my cart
    When I apply a code for everything
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total

  @PR01 @OM08
  Scenario: The discount is in the order and in the charge
    Given I have a product in stock in my cart
    When I apply a live code
    Then my discount should be what the code promises
    When I choose to pay with a good card
    And I place my order
    Then my order should carry the discount
    And the same total should appear on the confirmation, the order and the charge

  @PR25
  Scenario: A discount follows the cart when it shrinks
    Given I have 3 of a product with odd cents in my cart
    When I apply a live code
    And I change a product with odd cents in my cart to 1
    Then my discount should be what the code promises
    And the parts of my bill should add up to the total
